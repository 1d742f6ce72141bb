<?php
/**
 * What a product of WooCommerce says to a calculator. Nothing here runs where WooCommerce is not active.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

/** The suite's unit for one of WooCommerce's, and how many of it that is. */
const SHOP_UNITS = array(
	'g'   => array( 'g', 1 ),
	'kg'  => array( 'kg', 1 ),
	'lbs' => array( 'lb', 1 ),
	'oz'  => array( 'oz', 1 ),
	'mm'  => array( 'mm', 1 ),
	'cm'  => array( 'cm', 1 ),
	'm'   => array( 'cm', 100 ),
	'in'  => array( 'in', 1 ),
	'yd'  => array( 'in', 36 ),
);

/** Whether WooCommerce is active. */
function has_shop(): bool {
	return function_exists( 'wc_get_product' ) && function_exists( 'wc_get_products' ) && function_exists( 'get_woocommerce_currency' );
}

/**
 * The newest published product, or null.
 *
 * @return mixed
 */
function newest_product() {
	if ( ! has_shop() ) {
		return null;
	}
	$found = wc_get_products(
		array(
			'limit'   => 1,
			'orderby' => 'date',
			'order'   => 'DESC',
			'status'  => 'publish',
		)
	);
	return is_array( $found ) && isset( $found[0] ) ? $found[0] : null;
}

/**
 * What a product says to a calculator, by the keys of its fields. What the product does not say is left out.
 *
 * @param string $calculator Its id.
 * @param mixed  $product    A `WC_Product`.
 */
function product_fields( string $calculator, $product ): array {
	$fields   = array();
	$currency = get_woocommerce_currency();
	$known    = in_array( $currency, CURRENCIES, true );
	$price    = decimal_of( $product->get_price( 'edit' ) );
	$money    = $known && '' !== $price ? $price . $currency : '';
	$parcel   = parcel_of( $product );

	switch ( $calculator ) {
		case 'shipping-cost':
			$fields = array(
				'parcels'     => $parcel ? array( $parcel ) : '',
				'goods-value' => $money,
			);
			break;
		case 'landed-cost':
		case 'logistics-mode':
			$fields = array(
				'parcels'    => $parcel ? array( $parcel ) : '',
				'sale-price' => $money,
			);
			break;
		case 'reorder-point':
			$stock  = $product->get_manage_stock() ? decimal_of( $product->get_stock_quantity( 'edit' ) ) : '';
			$fields = array( 'on-hand' => $stock );
			break;
		case 'compliance':
			$fields = array( 'item-value' => $money );
			break;
	}
	if ( $known && 'compliance' !== $calculator ) {
		$fields['currency'] = $currency;
	}
	return array_filter(
		$fields,
		static function ( $value ) {
			return '' !== $value;
		}
	);
}

/**
 * The product as a row of `parcels`; empty without a weight, which every parcel needs.
 *
 * @param mixed $product A `WC_Product`.
 */
function parcel_of( $product ): array {
	$weight = measure_of( array( $product->get_weight( 'edit' ) ), get_option( 'woocommerce_weight_unit' ) );
	if ( '' === $weight ) {
		return array();
	}
	$sides = array( $product->get_length( 'edit' ), $product->get_width( 'edit' ), $product->get_height( 'edit' ) );
	$size  = measure_of( $sides, get_option( 'woocommerce_dimension_unit' ) );
	return '' === $size ? array( 'weight' => $weight ) : array(
		'weight' => $weight,
		'size'   => $size,
	);
}

/**
 * Figures and a unit as the suite writes them: `0.35kg`, `20x15x8cm`. Empty where a figure is missing or the unit unknown.
 *
 * @param array $figures Figures as the shop keeps them.
 * @param mixed $unit    The shop's unit.
 */
function measure_of( array $figures, $unit ): string {
	if ( ! is_string( $unit ) || ! isset( SHOP_UNITS[ $unit ] ) ) {
		return '';
	}
	list( $symbol, $times ) = SHOP_UNITS[ $unit ];
	$texts                  = array();
	foreach ( $figures as $figure ) {
		$text = decimal_of( $figure );
		if ( '' === $text || (float) $text <= 0 ) {
			return '';
		}
		$texts[] = 1 === $times ? $text : decimal_of( rtrim( rtrim( number_format( (float) $text * $times, 6, '.', '' ), '0' ), '.' ) );
	}
	return implode( 'x', $texts ) . $symbol;
}

/**
 * A figure as the suite reads it: a point, no grouping, no exponent. Empty where it is none.
 *
 * @param mixed $figure Text or number.
 */
function decimal_of( $figure ): string {
	$text = is_scalar( $figure ) ? trim( (string) $figure ) : '';
	return preg_match( '/^[0-9]{1,15}(\.[0-9]{1,9})?$/', $text ) ? $text : '';
}

add_action(
	'add_meta_boxes_product',
	static function () {
		if ( ! has_shop() || ! current_user_can( capability() ) ) {
			return;
		}
		add_meta_box(
			'suanpan-shipping-cost',
			__( 'Shipping cost', 'suanpan' ),
			static function ( $post ) {
				$product = wc_get_product( $post->ID );
				place( 'shipping-cost', 'product', $product ? $product : null );
			},
			'product',
			'normal',
			'low'
		);
	}
);
