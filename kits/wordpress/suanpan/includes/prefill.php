<?php
/**
 * What a calculator in wp-admin starts with.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

/**
 * The fields of a calculator: from a product where there is one, then as a filter says.
 *
 * @param string $calculator Its id.
 * @param string $place      Where it stands: `dashboard`, `page` or `product`.
 * @param mixed  $product    A product of WooCommerce, or null.
 * @return array Fields by key.
 */
function prefill( string $calculator, string $place, $product = null ): array {
	$fields = null === $product ? array() : product_fields( $calculator, $product );
	/**
	 * Fields that a calculator in wp-admin starts with, by the keys of the suite (docs/links.md): texts, numbers, true or
	 * false, and lists of rows: `array( 'parcels' => array( array( 'weight' => '350g' ) ) )`.
	 *
	 * @param array  $fields     What is known already.
	 * @param string $calculator The id of the calculator.
	 * @param string $place      `dashboard`, `page` or `product`.
	 */
	$fields = apply_filters( 'suanpan_prefill', $fields, $calculator, $place );
	return is_array( $fields ) ? $fields : array();
}
