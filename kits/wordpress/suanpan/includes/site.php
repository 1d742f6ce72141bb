<?php
/**
 * The copy of the suite that this WordPress uses, and what the settings say.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

/** The name of the one option that the plugin keeps. */
const OPTION = 'suanpan_settings';

/** The loader, below the root of the suite. */
const LOADER = 'embed/1/loader.js';

/** The calculators: their ids, and their elements are `suanpan-` and the id. */
const CALCULATORS = array( 'shipping-cost', 'landed-cost', 'reorder-point', 'logistics-mode', 'compliance' );

/** The languages of the suite. Their folders are the same in lower case. */
const LANGUAGES = array( 'en', 'zh-Hans', 'zh-Hant' );

/** The currencies that the suite knows. */
const CURRENCIES = array(
	'CNY', 'USD', 'EUR', 'GBP', 'JPY', 'AUD', 'CAD', 'HKD', 'TWD', 'KRW', 'SGD', 'MYR', 'THB', 'VND', 'PHP', 'IDR',
	'INR', 'BRL', 'MXN', 'PLN', 'SEK', 'CHF', 'NZD', 'AED', 'SAR', 'NOK', 'RON', 'TRY', 'ZAR', 'CLP', 'ILS', 'ARS',
	'COP', 'PEN', 'RUB',
);

/** The systems of units. */
const UNITS = array( 'metric', 'imperial' );

/**
 * The name of a calculator in the reader's language.
 *
 * @param string $calculator Its id.
 */
function name_of( string $calculator ): string {
	$names = array(
		'shipping-cost'  => __( 'Shipping cost', 'suanpan' ),
		'landed-cost'    => __( 'Landed cost', 'suanpan' ),
		'reorder-point'  => __( 'Reorder point', 'suanpan' ),
		'logistics-mode' => __( 'Logistics mode', 'suanpan' ),
		'compliance'     => __( 'Compliance', 'suanpan' ),
	);
	return $names[ $calculator ] ?? $calculator;
}

/**
 * The settings, every one of them. An empty text is the default.
 *
 * @return array{address: string, language: string, currency: string, units: string, dashboard: string}
 */
function settings(): array {
	$kept = get_option( OPTION );
	return array_merge(
		array(
			'address'   => '',
			'language'  => '',
			'currency'  => '',
			'units'     => '',
			'dashboard' => 'shipping-cost',
		),
		is_array( $kept ) ? array_filter( $kept, 'is_string' ) : array()
	);
}

/** Whether a built copy of the suite lies in the plugin's own folder. */
function is_bundled(): bool {
	return is_readable( plugin_dir_path( PLUGIN ) . 'site/' . LOADER );
}

/** The address of the suite's root, with a slash at its end; empty where there is none. */
function base(): string {
	$typed = settings()['address'];
	if ( '' === $typed ) {
		return is_bundled() ? plugins_url( 'site/', PLUGIN ) : '';
	}
	if ( '/' !== $typed[0] ) {
		return $typed;
	}
	$home = wp_parse_url( home_url() );
	return $home['scheme'] . '://' . $home['host'] . ( isset( $home['port'] ) ? ':' . $home['port'] : '' ) . $typed;
}

/**
 * A typed address as it is kept: of http or https, or a path of this host; without query, fragment and file.
 *
 * @param string $typed What somebody typed.
 * @return string|null  Null where it is no address.
 */
function address_of( string $typed ): ?string {
	$typed = trim( $typed );
	if ( '' === $typed ) {
		return '';
	}
	$address = preg_replace( '/[?#].*$/s', '', $typed );
	if ( substr( $address, -strlen( LOADER ) ) === LOADER ) {
		$address = substr( $address, 0, -strlen( LOADER ) );
	}
	$is_path = 1 === preg_match( '#^/(?!/)#', $address );
	if ( ! $is_path && 1 !== preg_match( '#^https?://[^/\s@]+(/|$)#i', $address ) ) {
		return null;
	}
	$address = esc_url_raw( $address, array( 'http', 'https' ) );
	return '' === $address ? null : trailingslashit( $address );
}

/** The language that the calculators speak here: that of the settings, or the nearest to WordPress'. */
function language(): string {
	$set = settings()['language'];
	if ( in_array( $set, LANGUAGES, true ) ) {
		return $set;
	}
	$locale = determine_locale();
	if ( 0 !== strpos( $locale, 'zh' ) ) {
		return 'en';
	}
	return preg_match( '/TW|HK|MO|Hant/', $locale ) ? 'zh-Hant' : 'zh-Hans';
}

/**
 * The address of the full page of a calculator.
 *
 * @param string $calculator Its id.
 * @param string $language   One of `LANGUAGES`.
 */
function page_of( string $calculator, string $language ): string {
	return base() . strtolower( $language ) . '/' . $calculator . '/';
}

/**
 * The address of the words for codes in answers, beside the loader.
 *
 * @param string $language One of `LANGUAGES`.
 */
function words_of( string $language ): string {
	return base() . dirname( LOADER ) . '/words-' . strtolower( $language ) . '.json';
}
