<?php
/**
 * The plugin's page in wp-admin and its widget on the dashboard.
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

/** Who may see the calculators in wp-admin. */
function capability(): string {
	/**
	 * The capability that the page, the dashboard widget and the box of a product ask for.
	 *
	 * @param string $capability Default `edit_posts`.
	 */
	return (string) apply_filters( 'suanpan_capability', 'edit_posts' );
}

add_action(
	'admin_menu',
	static function () {
		add_menu_page( 'Suanpan', 'Suanpan', capability(), 'suanpan', __NAMESPACE__ . '\page', 'dashicons-calculator', 58 );
	}
);

/** The page: a tab for each calculator. */
function page(): void {
	if ( ! current_user_can( capability() ) ) {
		return;
	}
	// Only says which tab is shown.
	$asked = isset( $_GET['calculator'] ) && is_string( $_GET['calculator'] ) ? sanitize_key( $_GET['calculator'] ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Recommended
	$shown = first_of( CALCULATORS, array( $asked, CALCULATORS[0] ) );
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
	echo '<nav class="nav-tab-wrapper" aria-label="' . esc_attr__( 'Calculators', 'suanpan' ) . '">';
	foreach ( CALCULATORS as $calculator ) {
		printf(
			'<a class="nav-tab%s" href="%s"%s>%s</a>',
			$calculator === $shown ? ' nav-tab-active' : '',
			esc_url( add_query_arg( 'calculator', $calculator, admin_url( 'admin.php?page=suanpan' ) ) ),
			$calculator === $shown ? ' aria-current="page"' : '',
			esc_html( name_of( $calculator ) )
		);
	}
	echo '</nav>';
	place( $shown, 'page' );
	echo '</div>';
}

add_action(
	'wp_dashboard_setup',
	static function () {
		$calculator = settings()['dashboard'];
		if ( ! in_array( $calculator, CALCULATORS, true ) || ! current_user_can( capability() ) ) {
			return;
		}
		wp_add_dashboard_widget(
			'suanpan',
			'Suanpan: ' . esc_html( name_of( $calculator ) ),
			static function () use ( $calculator ) {
				place( $calculator, 'dashboard', newest_product() );
			}
		);
	}
);

/**
 * Prints a calculator with the place for its last answer below it.
 *
 * @param string $calculator Its id.
 * @param string $place      `dashboard`, `page` or `product`.
 * @param mixed  $product    A product of WooCommerce, or null.
 */
function place( string $calculator, string $place, $product = null ): void {
	wp_enqueue_style( 'suanpan-admin', plugins_url( 'assets/admin.css', PLUGIN ), array(), VERSION );
	wp_enqueue_script( 'suanpan-admin', plugins_url( 'assets/admin.js', PLUGIN ), array(), VERSION, true );
	echo '<div class="suanpan-place">';
	echo element( $calculator, array( 'fields' => prefill( $calculator, $place, $product ) ) ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped where it is made.
	printf(
		'<section class="suanpan-answer" data-page="%s" data-words="%s" aria-live="polite" hidden><h3>%s</h3><dl></dl><p class="suanpan-none" hidden>%s</p><p><a>%s</a></p></section>',
		esc_url( page_of( $calculator, language() ) ),
		esc_url( words_of( language() ) ),
		esc_html__( 'Last answer', 'suanpan' ),
		esc_html__( 'There is no answer yet: something is missing in the form.', 'suanpan' ),
		esc_html__( 'Open this calculation', 'suanpan' )
	);
	echo '</div>';
}
