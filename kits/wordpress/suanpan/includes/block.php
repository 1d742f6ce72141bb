<?php
/**
 * The block: one of the calculators in a post or a page.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

add_action(
	'init',
	static function () {
		wp_register_script(
			'suanpan-editor',
			plugins_url( 'block/editor.js', PLUGIN ),
			array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
			VERSION,
			true
		);
		// What is no field, so that the editor can say so where it is typed.
		$known = array(
			'noFields'   => NO_FIELDS,
			'currencies' => CURRENCIES,
		);
		wp_add_inline_script( 'suanpan-editor', 'window.suanpanEditor = ' . wp_json_encode( $known ) . ';', 'before' );
		wp_set_script_translations( 'suanpan-editor', 'suanpan', plugin_dir_path( PLUGIN ) . 'languages' );
		register_block_type( plugin_dir_path( PLUGIN ) . 'block', array( 'render_callback' => __NAMESPACE__ . '\block' ) );
	}
);

/**
 * The HTML of the block.
 *
 * @param array $attributes As in block.json.
 */
function block( array $attributes ): string {
	$calculator = text_of( $attributes['calculator'] ?? '' );
	$link       = text_of( $attributes['link'] ?? '' );
	$language   = text_of( $attributes['language'] ?? '' );
	if ( is_preview() ) {
		return frame( $calculator, $link, $language );
	}
	$element = element(
		$calculator,
		array(
			'link'          => $link,
			'fields'        => is_array( $attributes['fields'] ?? null ) ? $attributes['fields'] : array(),
			'locked'        => $attributes['locked'] ?? '',
			'hidden-fields' => $attributes['hiddenFields'] ?? '',
			'language'      => $language,
			'height'        => $attributes['height'] ?? '',
		)
	);
	return '' === $element ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $element . '</div>';
}

/** Whether the editor asks for what it shows in its canvas. */
function is_preview(): bool {
	$route = isset( $GLOBALS['wp']->query_vars['rest_route'] ) ? (string) $GLOBALS['wp']->query_vars['rest_route'] : '';
	return defined( 'REST_REQUEST' ) && REST_REQUEST && 0 === strpos( $route, '/wp/v2/block-renderer/suanpan/' );
}
