<?php
/**
 * Takes away what the plugin kept: one option on each site.
 *
 * @package Suanpan
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'suanpan_settings' );

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $suanpan_site ) {
		switch_to_blog( $suanpan_site );
		delete_option( 'suanpan_settings' );
		restore_current_blog();
	}
}
