<?php
/**
 * Plugin Name:       PortOne Checkout
 * Description:       Sell an item of your PortOne checkout server on any page: a block and a shortcode.
 * Version:           @version@
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       portone-checkout
 * Domain Path:       /languages
 *
 * @package PortOneCheckout
 */

defined( 'ABSPATH' ) || exit;

require __DIR__ . '/includes/server.php';
require __DIR__ . '/includes/element.php';
require __DIR__ . '/includes/block.php';
if ( is_admin() ) {
	require __DIR__ . '/includes/settings.php';
	add_filter( 'plugin_action_links_' . plugin_basename( __FILE__ ), 'portone_checkout_action_links' );
}

add_action( 'init', 'portone_checkout_init' );

/** Registers the translation, the element's script, the shortcode and the block. */
function portone_checkout_init() {
	load_plugin_textdomain( 'portone-checkout', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
	portone_checkout_register_script();
	add_shortcode( 'portone_checkout', 'portone_checkout_shortcode' );
	portone_checkout_register_block();
}
