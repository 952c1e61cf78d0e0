<?php
/**
 * The checkout server's address, and the addresses that it has to allow.
 *
 * @package PortOneCheckout
 */

defined( 'ABSPATH' ) || exit;

/** The option that holds the server's origin. uninstall.php deletes it. */
const PORTONE_CHECKOUT_SERVER = 'portone_checkout_server';

/** The server's origin, without a slash at the end; empty until it is set. */
function portone_checkout_server() {
	return (string) get_option( PORTONE_CHECKOUT_SERVER, '' );
}

/**
 * An address's origin as browsers write it: lower case, without the scheme's own port.
 *
 * @param string $address An address of http(s).
 * @return string Empty where the address is none.
 */
function portone_checkout_origin( $address ) {
	$parts  = wp_parse_url( trim( $address ) );
	$scheme = strtolower( isset( $parts['scheme'] ) ? $parts['scheme'] : '' );
	if ( ! in_array( $scheme, array( 'http', 'https' ), true ) || empty( $parts['host'] ) ) {
		return '';
	}
	$port       = isset( $parts['port'] ) ? (int) $parts['port'] : 0;
	$is_default = 0 === $port || ( 'https' === $scheme ? 443 : 80 ) === $port;
	return $scheme . '://' . strtolower( $parts['host'] ) . ( $is_default ? '' : ':' . $port );
}

/**
 * The origins of this site's pages: of what visitors read, and of the editor with its preview.
 *
 * @return string[]
 */
function portone_checkout_site_origins() {
	return array_values( array_unique( array_filter( array_map( 'portone_checkout_origin', array( home_url(), admin_url() ) ) ) ) );
}
