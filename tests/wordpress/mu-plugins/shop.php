<?php
/**
 * What the plugin uses of WooCommerce, as a stand-in: no package of it is at hand. Names and meta keys are those of WooCommerce.
 */

class WC_Product {
	private $id;

	public function __construct( $id ) {
		$this->id = $id;
	}

	private function meta( $key ) {
		return (string) get_post_meta( $this->id, $key, true );
	}

	public function get_price( $context = 'view' ) {
		return $this->meta( '_price' );
	}

	public function get_weight( $context = 'view' ) {
		return $this->meta( '_weight' );
	}

	public function get_length( $context = 'view' ) {
		return $this->meta( '_length' );
	}

	public function get_width( $context = 'view' ) {
		return $this->meta( '_width' );
	}

	public function get_height( $context = 'view' ) {
		return $this->meta( '_height' );
	}

	public function get_manage_stock( $context = 'view' ) {
		return 'yes' === $this->meta( '_manage_stock' );
	}

	public function get_stock_quantity( $context = 'view' ) {
		$stock = $this->meta( '_stock' );
		return '' === $stock ? null : (float) $stock;
	}
}

function wc_get_product( $id ) {
	return 'product' === get_post_type( $id ) ? new WC_Product( $id ) : false;
}

function wc_get_products( $asked ) {
	$found = get_posts( array( 'post_type' => 'product', 'post_status' => $asked['status'], 'numberposts' => $asked['limit'], 'orderby' => $asked['orderby'], 'order' => $asked['order'] ) );
	return array_map(
		static function ( $post ) {
			return new WC_Product( $post->ID );
		},
		$found
	);
}

function get_woocommerce_currency() {
	return 'EUR';
}

add_action(
	'init',
	static function () {
		register_post_type( 'product', array( 'label' => 'Products', 'public' => true, 'show_in_rest' => false, 'supports' => array( 'title', 'editor' ) ) );
	}
);
