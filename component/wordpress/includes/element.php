<?php
/**
 * What visitors get: the element, its script, and a link for readers without scripts.
 *
 * @package PortOneCheckout
 */

defined( 'ABSPATH' ) || exit;

/**
 * Registers the element's script. It is the one for tags without `type="module"`, since
 * wp_enqueue_script_module() came with WordPress 6.5, and optimizers remove the type.
 */
function portone_checkout_register_script() {
	$server = portone_checkout_server();
	if ( '' !== $server ) {
		// The server sends it with an ETag; a version would only be one that it does not have.
		// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
		wp_register_script( 'portone-checkout', $server . '/portone-checkout.classic.js', array(), null, true );
	}
}

/**
 * The site's language as a BCP 47 tag: language and country, without WordPress's variants such as
 * `de_DE_formal`. Plugins for several languages answer here with the page's.
 */
function portone_checkout_locale() {
	return preg_match( '/^[a-z]{2,3}(_[A-Z]{2})?(?=_|$)/', get_locale(), $found ) ? str_replace( '_', '-', $found[0] ) : '';
}

/**
 * The element's markup, escaped.
 *
 * @param array $chosen `item`, and where given `quantity`, `method`, `layout`, `locale`.
 * @return string Empty for visitors, and a sentence for authors, where the server or the item is not set.
 */
function portone_checkout_markup( $chosen ) {
	$server = portone_checkout_server();
	$item   = trim( (string) ( isset( $chosen['item'] ) ? $chosen['item'] : '' ) );
	if ( '' === $server || '' === $item ) {
		return current_user_can( 'edit_posts' ) ? '<p>' . esc_html( portone_checkout_missing( $server ) ) . '</p>' : '';
	}
	$quantity   = absint( isset( $chosen['quantity'] ) ? $chosen['quantity'] : 0 );
	$attributes = array_filter(
		array(
			'item-id'  => $item,
			// The script's own server, said as well for sites that serve the script from a copy.
			'bff'      => $server,
			'quantity' => $quantity > 0 ? (string) $quantity : '',
			'method'   => (string) ( isset( $chosen['method'] ) ? $chosen['method'] : '' ),
			'layout'   => isset( $chosen['layout'] ) && 'button' === $chosen['layout'] ? 'button' : '',
			'locale'   => empty( $chosen['locale'] ) ? portone_checkout_locale() : (string) $chosen['locale'],
		),
		'strlen'
	);
	$query      = array_filter(
		array(
			'lang'     => isset( $attributes['locale'] ) ? strtok( $attributes['locale'], '-' ) : '',
			'quantity' => isset( $attributes['quantity'] ) ? $attributes['quantity'] : '',
			'method'   => isset( $attributes['method'] ) ? $attributes['method'] : '',
		),
		'strlen'
	);
	$page       = $server . '/checkout/' . rawurlencode( $item ) . '?' . http_build_query( $query, '', '&' );
	$link       = '<a href="' . esc_url( rtrim( $page, '?' ) ) . '">' . esc_html__( 'Buy', 'portone-checkout' ) . '</a>';
	if ( is_feed() ) {
		return $link;
	}
	wp_enqueue_script( 'portone-checkout' );
	$tag = '<portone-checkout';
	foreach ( $attributes as $name => $value ) {
		$tag .= ' ' . $name . '="' . esc_attr( $value ) . '"';
	}
	return $tag . '>' . $link . '</portone-checkout>';
}

/**
 * Says to an author why there is nothing.
 *
 * @param string $server The server's origin, empty where it is not set.
 */
function portone_checkout_missing( $server ) {
	return '' === $server
		? __( 'PortOne Checkout: an administrator has to set the checkout server’s address first, at Settings > PortOne Checkout.', 'portone-checkout' )
		: __( 'PortOne Checkout: no item is chosen. Visitors see nothing here.', 'portone-checkout' );
}

/**
 * `[portone_checkout item="shoes" quantity="2" method="kakaopay" layout="button" locale="ko"]`
 *
 * @param array|string $attributes As WordPress read them; a string where there are none.
 */
function portone_checkout_shortcode( $attributes ) {
	$known = array(
		'item'     => '',
		'quantity' => '',
		'method'   => '',
		'layout'   => '',
		'locale'   => '',
	);
	return portone_checkout_markup( shortcode_atts( $known, $attributes, 'portone_checkout' ) );
}
