<?php
/**
 * Deletes the plugin's one setting, from each site of a network.
 *
 * @package PortOneCheckout
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $portone_checkout_site ) {
		delete_blog_option( $portone_checkout_site, 'portone_checkout_server' );
	}
} else {
	delete_option( 'portone_checkout_server' );
}
