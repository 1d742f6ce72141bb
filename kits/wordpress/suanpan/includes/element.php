<?php
/**
 * Prints the element of a calculator, and has its loader fetched where one is printed.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

/** Attributes of the element that are no fields and that a shortcode may give as they are. */
const PASSED = array( 'locked', 'hidden-fields', 'number-locale', 'theme' );

/** Attributes that mean something else than a field: to the element, or to every element. */
const NO_FIELDS = array(
	'link', 'lang', 'currency', 'units', 'max-height', 'result-mode', 'api', 'sandbox', 'locked', 'hidden-fields',
	'number-locale', 'theme',
	'accesskey', 'autocapitalize', 'autocorrect', 'autofocus', 'class', 'contenteditable', 'dir', 'draggable',
	'enterkeyhint', 'exportparts', 'hidden', 'id', 'inert', 'inputmode', 'is', 'itemid', 'itemprop', 'itemref', 'itemscope',
	'itemtype', 'nonce', 'part', 'popover', 'role', 'slot', 'spellcheck', 'style', 'tabindex', 'title', 'translate',
	'writingsuggestions', 'xmlns',
);

/**
 * Whether a name may be that of a field. The plugin knows no list of them: the calculator says which it does not have.
 * Names of event handlers are refused (`onclick`), the field `on-hand` is not one.
 *
 * @param mixed $name What stands there as a name.
 */
function is_field( $name ): bool {
	return is_string( $name )
		&& strlen( $name ) <= 40
		&& 1 === preg_match( '/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/', $name )
		&& 1 !== preg_match( '/^(on[a-z0-9]|data-|aria-)/', $name )
		&& ! in_array( $name, NO_FIELDS, true );
}

/**
 * The link in what somebody typed: a whole address is taken too. Empty where it holds none.
 *
 * @param string $typed A link, or an address with one behind `#`.
 */
function link_of( string $typed ): string {
	$typed = html_entity_decode( trim( $typed ), ENT_QUOTES, 'UTF-8' );
	$hash  = strrpos( $typed, '#' );
	$link  = false === $hash ? $typed : substr( $typed, $hash + 1 );
	return preg_match( '/^v=[0-9]+(&[a-z0-9]{1,3}=[A-Za-z0-9._-]*)*$/', $link ) ? $link : '';
}

/**
 * The HTML of a calculator.
 *
 * @param string $calculator Its id.
 * @param array  $given      `link`, `fields` (by key: texts, numbers, true or false, lists of rows), `language`, `currency`,
 *                           `units`, `height` (pixels at most), and what `PASSED` names. All optional.
 */
function element( string $calculator, array $given = array() ): string {
	if ( ! in_array( $calculator, CALCULATORS, true ) ) {
		return told( __( 'Suanpan: there is no such calculator.', 'suanpan' ) );
	}
	if ( '' === base() ) {
		return told( __( 'Suanpan: no copy of the suite was found. Its settings say what to do.', 'suanpan' ) );
	}
	$fields   = is_array( $given['fields'] ?? null ) ? $given['fields'] : array();
	$settings = settings();
	$language = in_array( $given['language'] ?? '', LANGUAGES, true ) ? $given['language'] : language();
	$link     = link_of( text_of( $given['link'] ?? '' ) );

	$attributes = array( 'lang' => $language );
	$currency   = first_of( CURRENCIES, array( $given['currency'] ?? '', $fields['currency'] ?? '', $settings['currency'] ) );
	$units      = first_of( UNITS, array( $given['units'] ?? '', $settings['units'] ) );
	$height     = (int) text_of( $given['height'] ?? '' );
	if ( '' !== $currency ) {
		$attributes['currency'] = $currency;
	}
	if ( '' !== $units ) {
		$attributes['units'] = $units;
	}
	if ( $height > 0 ) {
		$attributes['max-height'] = (string) min( $height, 10000 );
	}
	foreach ( PASSED as $name ) {
		if ( '' !== text_of( $given[ $name ] ?? '' ) ) {
			$attributes[ $name ] = text_of( $given[ $name ] );
		}
	}
	if ( '' !== $link ) {
		$attributes['link'] = $link;
	}

	$fields    = array_filter( $fields, __NAMESPACE__ . '\is_field', ARRAY_FILTER_USE_KEY );
	$has_lists = false;
	foreach ( $fields as $key => $value ) {
		if ( is_array( $value ) ) {
			$has_lists = true;
		} elseif ( '' !== text_of( $value ) ) {
			$attributes[ $key ] = text_of( $value );
		}
	}
	if ( $has_lists ) {
		// Lists are no text, so a small script hands them on as a property.
		$attributes['data-suanpan-fields'] = (string) wp_json_encode( $fields, JSON_HEX_AMP | JSON_HEX_TAG | JSON_HEX_QUOT | JSON_HEX_APOS );
		wp_enqueue_script( 'suanpan-fields', plugins_url( 'assets/fields.js', PLUGIN ), array(), VERSION, true );
	}
	enqueue_loader();

	$html = '';
	foreach ( $attributes as $name => $value ) {
		$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	// What stands inside is seen where no script runs.
	return sprintf(
		'<suanpan-%1$s%2$s><a href="%3$s">%4$s</a></suanpan-%1$s>',
		$calculator,
		$html,
		esc_url( page_of( $calculator, $language ) . ( '' === $link ? '' : '#' . $link ) ),
		esc_html( name_of( $calculator ) )
	);
}

/**
 * A plain iframe of a calculator: for the editor, whose canvas has no scripts of ours.
 *
 * @param string $calculator Its id.
 * @param string $link       Its state, or empty.
 * @param string $language   One of `LANGUAGES`, or empty for that of the settings.
 */
function frame( string $calculator, string $link, string $language ): string {
	if ( '' === base() || ! in_array( $calculator, CALCULATORS, true ) ) {
		return element( $calculator );
	}
	$language = in_array( $language, LANGUAGES, true ) ? $language : language();
	$link     = link_of( $link );
	return sprintf(
		'<iframe src="%s" title="%s" width="100%%" height="640" loading="lazy" style="border:0"></iframe>',
		esc_url( base() . 'embed/' . strtolower( $language ) . '/' . $calculator . '/' . ( '' === $link ? '' : '#' . $link ) ),
		esc_attr( name_of( $calculator ) )
	);
}

/**
 * A sentence for those who can mend it; others see nothing.
 *
 * @param string $sentence What is wrong.
 */
function told( string $sentence ): string {
	return current_user_can( 'manage_options' ) ? '<p>' . esc_html( $sentence ) . '</p>' : '';
}

/**
 * A value as a text: numbers as written, yes and no as `1` and `0`, everything else empty.
 *
 * @param mixed $value Any.
 */
function text_of( $value ): string {
	if ( is_bool( $value ) ) {
		return $value ? '1' : '0';
	}
	return is_scalar( $value ) ? trim( (string) $value ) : '';
}

/**
 * The first text that is one of the known; empty where none is.
 *
 * @param string[] $known Known codes.
 * @param array    $texts What may be one.
 */
function first_of( array $known, array $texts ): string {
	foreach ( $texts as $text ) {
		if ( in_array( $text, $known, true ) ) {
			return $text;
		}
	}
	return '';
}

/** Has the loader of the configured copy fetched, once a page, as a module. */
function enqueue_loader(): void {
	$address = base() . LOADER;
	// From 6.5 on there are modules; in wp-admin they are printed by later versions only.
	$has_modules = function_exists( 'wp_enqueue_script_module' )
		&& ( ! is_admin() || has_action( 'admin_print_footer_scripts', array( wp_script_modules(), 'print_enqueued_script_modules' ) ) );
	if ( $has_modules ) {
		wp_enqueue_script_module( 'suanpan-loader', $address, array(), null );
		return;
	}
	// No version in the address: the file says itself how long it may be kept.
	wp_enqueue_script( 'suanpan-loader', $address, array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
}

add_filter(
	'script_loader_tag',
	static function ( $tag, $handle ) {
		if ( 'suanpan-loader' !== $handle || ! is_string( $tag ) ) {
			return $tag;
		}
		$tag = preg_replace( '/\stype=([\'"]).*?\1/', '', $tag );
		return str_replace( '<script ', '<script type="module" ', $tag );
	},
	10,
	2
);

add_shortcode(
	'suanpan',
	static function ( $attributes ) {
		$attributes = is_array( $attributes ) ? $attributes : array();
		$texts      = array();
		foreach ( $attributes as $name => $value ) {
			$texts[ $name ] = html_entity_decode( text_of( $value ), ENT_QUOTES, 'UTF-8' );
		}
		$given             = $texts;
		$given['language'] = $texts['language'] ?? $texts['lang'] ?? '';
		$given['fields']   = array_diff_key( $texts, array_flip( array( 'calculator', 'language', 'height' ) ) );
		return element( $texts['calculator'] ?? CALCULATORS[0], $given );
	}
);
