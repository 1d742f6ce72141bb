<?php
/**
 * A WordPress that asks nobody anything, and a filter as a site would have one.
 */

add_filter(
	'pre_http_request',
	static function () {
		return array( 'headers' => array(), 'body' => '{}', 'response' => array( 'code' => 200, 'message' => 'OK' ), 'cookies' => array(), 'filename' => null );
	}
);
add_action(
	'admin_init',
	static function () {
		foreach ( array( '_maybe_update_core', '_maybe_update_plugins', '_maybe_update_themes' ) as $asking ) {
			remove_action( 'admin_init', $asking );
		}
	},
	1
);
add_filter( 'wp_mail', '__return_empty_array' );

add_filter(
	'suanpan_prefill',
	static function ( $fields, $calculator, $place ) {
		return 'dashboard' === $place && 'shipping-cost' === $calculator ? array_merge( $fields, array( 'destination' => 'DE' ) ) : $fields;
	},
	10,
	3
);

// The language of the user who is logged in, for the tests: Chinese is not among the languages that can be chosen here.
add_action(
	'init',
	static function () {
		if ( isset( $_GET['suanpan-test-locale'] ) && is_user_logged_in() ) {
			update_user_meta( get_current_user_id(), 'locale', sanitize_text_field( $_GET['suanpan-test-locale'] ) );
		}
	}
);
