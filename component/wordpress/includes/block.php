<?php
/**
 * The block. It is dynamic and saves nothing but its attributes, so that neither the filter for authors
 * without `unfiltered_html` nor the Visual tab has a tag to remove.
 *
 * @package PortOneCheckout
 */

defined( 'ABSPATH' ) || exit;

add_action( 'enqueue_block_editor_assets', 'portone_checkout_enqueue_editor' );

/** Registers the block and the script of its editor. */
function portone_checkout_register_block() {
	$root = dirname( __DIR__ );
	wp_register_script(
		'portone-checkout-editor',
		plugins_url( 'editor.js', $root . '/portone-checkout.php' ),
		array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
		(string) filemtime( $root . '/editor.js' ),
		true
	);
	wp_set_script_translations( 'portone-checkout-editor', 'portone-checkout', $root . '/languages' );
	register_block_type(
		$root,
		array(
			'render_callback' => 'portone_checkout_render_block',
			// What is named here is loaded inside of the editor's frame, where the preview is. Visitors get
			// the script by the element's markup: named for them, it would be on each page of a classic theme.
			'script_handles'  => is_admin() ? array( 'portone-checkout' ) : array(),
		)
	);
}

/**
 * Prints the block.
 *
 * @param array $attributes As block.json names them.
 */
function portone_checkout_render_block( $attributes ) {
	$markup = portone_checkout_markup( $attributes );
	return '' === $markup ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $markup . '</div>';
}

/** Gives the editor what it asks the server with, and the preview's script where it has no frame. */
function portone_checkout_enqueue_editor() {
	wp_enqueue_script( 'portone-checkout' );
	$settings = array(
		'server'   => portone_checkout_server(),
		'locale'   => portone_checkout_locale(),
		'settings' => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=portone-checkout' ) : '',
	);
	wp_add_inline_script( 'portone-checkout-editor', 'window.portoneCheckoutEditor = ' . wp_json_encode( $settings ) . ';', 'before' );
}
