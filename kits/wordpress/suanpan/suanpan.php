<?php
/**
 * Plugin Name:       Suanpan
 * Description:       Calculators for people who sell across borders: shipping cost, landed cost, reorder point, logistics mode, compliance. Served by this site, computed in the browser.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Suanpan authors
 * License:           MIT OR Apache-2.0
 * License URI:       https://spdx.org/licenses/MIT.html
 * Text Domain:       suanpan
 * Domain Path:       /languages
 *
 * @package Suanpan
 */

namespace Suanpan;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const PLUGIN  = __FILE__;

require __DIR__ . '/includes/site.php';
require __DIR__ . '/includes/element.php';
require __DIR__ . '/includes/block.php';
require __DIR__ . '/includes/prefill.php';
require __DIR__ . '/includes/woocommerce.php';

if ( is_admin() ) {
	require __DIR__ . '/includes/settings.php';
	require __DIR__ . '/includes/admin.php';
}

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'suanpan', false, dirname( plugin_basename( PLUGIN ) ) . '/languages' );
	},
	5
);
