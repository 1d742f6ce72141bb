<?php
/**
 * Installs WordPress and fills it: `php install.php <root> install|content <user> <password>`.
 */

list( , $root, $step, $user, $password ) = $argv;

$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';

if ( 'install' === $step ) {
	define( 'WP_INSTALLING', true );
	/** No mail from a test. */
	function wp_new_blog_notification() {}
}
require $root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

if ( 'install' === $step ) {
	wp_install( 'Shop', $user, 'admin@example.org', false, '', $password );
	exit;
}

$broken = activate_plugin( 'suanpan/suanpan.php' );
if ( is_wp_error( $broken ) ) {
	fwrite( STDERR, $broken->get_error_message() );
	exit( 1 );
}
switch_theme( 'plain' );
// Avatars come from elsewhere.
update_option( 'show_avatars', '0' );
update_option( 'woocommerce_weight_unit', 'kg' );
update_option( 'woocommerce_dimension_unit', 'cm' );

// The editor's guide for a first visit has pictures from elsewhere.
update_user_meta( get_user_by( 'login', $user )->ID, $wpdb->get_blog_prefix() . 'persisted_preferences', array( 'core/edit-post' => array( 'welcomeGuide' => false ), '_modified' => gmdate( 'c' ) ) );

foreach ( array( 'editor', 'subscriber' ) as $role ) {
	wp_insert_user( array( 'user_login' => $role, 'user_pass' => $password, 'user_email' => "$role@example.org", 'role' => $role ) );
}

/** A published post; back slashes of JSON have to be escaped for WordPress. */
function published( $name, $content, $more = array() ) {
	return wp_insert_post( wp_slash( array_merge( array( 'post_name' => $name, 'post_title' => $name, 'post_content' => $content, 'post_status' => 'publish' ), $more ) ), true );
}

published(
	'shortcode',
	'[suanpan calculator="landed-cost" link="v=1&amp;t=lc&amp;g=_28CNY_24EUR_12&amp;p=_350g_20x15x8cm&amp;d=DE&amp;c=EUR&amp;k=hand"]'
	. "\n\n" . '[suanpan calculator="reorder-point" on-hand="900" demand-mean="20" currency="USD" onclick="alert(1)" style="color:red" height="900"]'
	. "\n\n" . '[suanpan calculator="shipping-cost" link="v=1&quot; onload=alert(1)"]'
	. "\n\n" . '[suanpan calculator="no-such"]'
);
published(
	'block',
	'<!-- wp:suanpan/calculator {"calculator":"shipping-cost","fields":{"destination":"DE","parcels":[{"weight":"350g","size":"20x15x8cm"}]},"language":"zh-Hant","height":1200} /-->'
);

published( 'old-mug', '', array( 'post_type' => 'product', 'post_date' => '2026-01-01 00:00:00' ) );
$product = published( 'lamp', '', array( 'post_type' => 'product', 'post_date' => '2026-02-01 00:00:00' ) );
$about   = array( '_weight' => '1.2', '_length' => '30', '_width' => '20', '_height' => '10', '_price' => '24.90', '_manage_stock' => 'yes', '_stock' => '40' );
foreach ( $about as $key => $value ) {
	update_post_meta( $product, $key, $value );
}
