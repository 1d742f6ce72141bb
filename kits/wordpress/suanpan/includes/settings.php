<?php
/**
 * Settings → Suanpan.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

add_action(
	'admin_menu',
	static function () {
		add_options_page( 'Suanpan', 'Suanpan', 'manage_options', 'suanpan-settings', __NAMESPACE__ . '\settings_page' );
	}
);

add_filter(
	'plugin_action_links_' . plugin_basename( PLUGIN ),
	static function ( $links ) {
		$address = admin_url( 'options-general.php?page=suanpan-settings' );
		return array_merge( array( '<a href="' . esc_url( $address ) . '">' . esc_html__( 'Settings', 'suanpan' ) . '</a>' ), (array) $links );
	}
);

add_action(
	'admin_init',
	static function () {
		register_setting(
			'suanpan',
			OPTION,
			array(
				'type'              => 'array',
				'sanitize_callback' => __NAMESPACE__ . '\sanitized',
			)
		);
		add_settings_section( 'suanpan', '', '__return_null', 'suanpan' );
		$choices = array(
			'language'  => array( __( 'Language', 'suanpan' ), languages() ),
			'currency'  => array( __( 'Currency', 'suanpan' ), array( '' => __( 'As the calculator', 'suanpan' ) ) + array_combine( CURRENCIES, CURRENCIES ) ),
			'units'     => array( __( 'Units', 'suanpan' ), units() ),
			'dashboard' => array( __( 'Calculator on the dashboard', 'suanpan' ), on_dashboard() ),
		);
		add_settings_field( 'address', __( 'Address of the suite', 'suanpan' ), __NAMESPACE__ . '\address_field', 'suanpan', 'suanpan', array( 'label_for' => 'suanpan-address' ) );
		foreach ( $choices as $key => list( $label, $options ) ) {
			add_settings_field(
				$key,
				$label,
				__NAMESPACE__ . '\choice_field',
				'suanpan',
				'suanpan',
				array(
					'label_for' => 'suanpan-' . $key,
					'key'       => $key,
					'options'   => $options,
				)
			);
		}
	}
);

/** What the language can be, by its code. */
function languages(): array {
	return array(
		''        => __( 'As WordPress', 'suanpan' ),
		'en'      => 'English',
		'zh-Hans' => '简体中文',
		'zh-Hant' => '繁體中文',
	);
}

/** What the units can be, by their code. */
function units(): array {
	return array(
		''         => __( 'As the calculator', 'suanpan' ),
		'metric'   => __( 'Metric', 'suanpan' ),
		'imperial' => __( 'Imperial', 'suanpan' ),
	);
}

/** What can stand on the dashboard, by its code. */
function on_dashboard(): array {
	return array( 'none' => __( 'None', 'suanpan' ) ) + array_combine( CALCULATORS, array_map( __NAMESPACE__ . '\name_of', CALCULATORS ) );
}

/**
 * Settings as they are kept. What is not one of the choices becomes the default; a wrong address leaves the one of before.
 *
 * @param mixed $typed What was sent.
 */
function sanitized( $typed ): array {
	$typed = is_array( $typed ) ? $typed : array();
	$text  = static function ( $key ) use ( $typed ) {
		return isset( $typed[ $key ] ) && is_string( $typed[ $key ] ) ? sanitize_text_field( $typed[ $key ] ) : '';
	};

	$address = address_of( $text( 'address' ) );
	if ( null === $address ) {
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( OPTION, 'suanpan-address', __( 'This is no address of http or https, and no path of this site. The address of before was kept.', 'suanpan' ) );
		}
		$address = settings()['address'];
	}
	return array(
		'address'   => $address,
		'language'  => first_of( LANGUAGES, array( $text( 'language' ) ) ),
		'currency'  => first_of( CURRENCIES, array( $text( 'currency' ) ) ),
		'units'     => first_of( UNITS, array( $text( 'units' ) ) ),
		'dashboard' => first_of( array_merge( CALCULATORS, array( 'none' ) ), array( $text( 'dashboard' ), 'shipping-cost' ) ),
	);
}

/** The field of the address, and which copy is used now. */
function address_field(): void {
	printf(
		'<input type="text" class="regular-text code" id="suanpan-address" name="%s[address]" value="%s" placeholder="%s" aria-describedby="suanpan-address-said">',
		esc_attr( OPTION ),
		esc_attr( settings()['address'] ),
		esc_attr( plugins_url( 'site/', PLUGIN ) )
	);
	echo '<p class="description" id="suanpan-address-said">';
	esc_html_e( 'Where the built suite lies: a folder of this site, such as /suanpan/, or an address that begins with https. Left empty, it is the folder "site" of this plugin.', 'suanpan' );
	echo '<br>';
	if ( '' === base() ) {
		echo '<strong>' . esc_html__( 'No copy was found in the folder "site" of this plugin, so no calculator is shown.', 'suanpan' ) . '</strong>';
	} else {
		/* translators: %s: an address. */
		echo esc_html( sprintf( __( 'In use: %s', 'suanpan' ), base() ) );
	}
	echo '</p>';
}

/**
 * A field with choices.
 *
 * @param array $field `key` and `options`.
 */
function choice_field( array $field ): void {
	$key = $field['key'];
	printf( '<select id="suanpan-%s" name="%s[%s]">', esc_attr( $key ), esc_attr( OPTION ), esc_attr( $key ) );
	foreach ( $field['options'] as $code => $label ) {
		printf( '<option value="%s"%s>%s</option>', esc_attr( $code ), selected( settings()[ $key ], (string) $code, false ), esc_html( $label ) );
	}
	echo '</select>';
}

/** The page of the settings. */
function settings_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form method="post" action="options.php">';
	settings_fields( 'suanpan' );
	do_settings_sections( 'suanpan' );
	submit_button();
	echo '</form></div>';
}
