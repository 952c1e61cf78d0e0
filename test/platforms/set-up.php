<?php
/** Fills an empty WordPress: three people, pretty permalinks, and the plugin. Its arguments are in the environment. */

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = parse_url( getenv( 'SITE' ), PHP_URL_HOST ) . ':' . parse_url( getenv( 'SITE' ), PHP_URL_PORT );
require getenv( 'ROOT' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_install( 'Shop', 'administrator', 'administrator@example.com', false, '', 'password', 'ko_KR' );
foreach ( array( 'editor', 'author' ) as $role ) {
	wp_insert_user(
		array(
			'user_login' => $role,
			'user_pass'  => 'password',
			'user_email' => "$role@example.com",
			'role'       => $role,
		)
	);
}
update_option( 'permalink_structure', '/%year%/%postname%/' );
flush_rewrite_rules();
$failed = activate_plugin( 'portone-checkout/portone-checkout.php' );
if ( is_wp_error( $failed ) ) {
	fwrite( STDERR, $failed->get_error_message() );
	exit( 1 );
}
