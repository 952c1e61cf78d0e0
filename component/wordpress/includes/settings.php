<?php
/**
 * Settings > PortOne Checkout: the server's address, and whether the server allows this site.
 *
 * @package PortOneCheckout
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_menu', 'portone_checkout_add_settings_page' );
add_action( 'admin_init', 'portone_checkout_register_setting' );

/** Adds the page, for administrators. */
function portone_checkout_add_settings_page() {
	add_options_page( 'PortOne Checkout', 'PortOne Checkout', 'manage_options', 'portone-checkout', 'portone_checkout_settings_page' );
}

/** Registers the server's address. */
function portone_checkout_register_setting() {
	register_setting(
		'portone_checkout',
		PORTONE_CHECKOUT_SERVER,
		array(
			'type'              => 'string',
			'default'           => '',
			'sanitize_callback' => 'portone_checkout_sanitize_server',
		)
	);
}

/**
 * The address's origin: the server's addresses begin at its root, and people paste one of its pages.
 *
 * @param mixed $address What was sent.
 * @return string The former address where this one is none.
 */
function portone_checkout_sanitize_server( $address ) {
	$address = trim( sanitize_text_field( is_string( $address ) ? $address : '' ) );
	$origin  = portone_checkout_origin( $address );
	if ( '' === $origin && '' !== $address ) {
		add_settings_error( PORTONE_CHECKOUT_SERVER, 'address', __( 'This is no address. It begins with https:// and a name.', 'portone-checkout' ) );
		return portone_checkout_server();
	}
	return $origin;
}

/**
 * Adds "Settings" to the plugin's line in the list of plugins.
 *
 * @param string[] $links As HTML.
 */
function portone_checkout_action_links( $links ) {
	array_unshift( $links, '<a href="' . esc_url( admin_url( 'options-general.php?page=portone-checkout' ) ) . '">' . esc_html__( 'Settings', 'portone-checkout' ) . '</a>' );
	return $links;
}

/**
 * Asks the server whether it allows pages of an origin.
 *
 * @param string $server Its origin.
 * @param string $origin Of this site.
 * @return string[] What kind of notice, and its sentence.
 */
function portone_checkout_check( $server, $origin ) {
	$answer = wp_remote_get( add_query_arg( 'origin', rawurlencode( $origin ), $server . '/portone-checkout.json' ), array( 'timeout' => 10 ) );
	if ( is_wp_error( $answer ) ) {
		/* translators: %s: the reason, in the words of WordPress. */
		return array( 'error', sprintf( __( 'The server could not be reached: %s', 'portone-checkout' ), $answer->get_error_message() ) );
	}
	$told = json_decode( wp_remote_retrieve_body( $answer ), true );
	if ( 200 !== wp_remote_retrieve_response_code( $answer ) || ! isset( $told['src'] ) ) {
		return array( 'error', __( 'Something answers at this address, but it is no checkout server.', 'portone-checkout' ) );
	}
	if ( isset( $told['refused'] ) ) {
		/* translators: %s: this site's origin. */
		return array( 'warning', sprintf( __( 'The server does not allow %s yet. Add it to ALLOWED_ORIGINS, and start the server again.', 'portone-checkout' ), $origin ) );
	}
	/* translators: %s: this site's origin. */
	return array( 'success', sprintf( __( 'The server allows %s.', 'portone-checkout' ), $origin ) );
}

/** Prints the page. The server is asked after the address was saved, and when an administrator presses the button. */
function portone_checkout_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$server    = portone_checkout_server();
	$origins   = portone_checkout_site_origins();
	$is_asked  = isset( $_POST['portone_checkout_ask'] ) && check_admin_referer( 'portone_checkout_ask' );
	// WordPress's own sign that this page has just saved; nothing depends on it but the question.
	$was_saved = isset( $_GET['settings-updated'] ); // phpcs:ignore WordPress.Security.NonceVerification.Recommended
	?>
	<div class="wrap">
		<h1>PortOne Checkout</h1>
		<?php
		if ( '' !== $server && ( $is_asked || $was_saved ) ) {
			foreach ( $origins as $origin ) {
				list( $kind, $sentence ) = portone_checkout_check( $server, $origin );
				echo '<div class="notice notice-' . esc_attr( $kind ) . '"><p>' . esc_html( $sentence ) . '</p></div>';
			}
		}
		?>
		<form method="post" action="options.php">
			<?php settings_fields( 'portone_checkout' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="portone-checkout-server"><?php esc_html_e( 'Checkout server', 'portone-checkout' ); ?></label></th>
					<td>
						<input type="url" class="regular-text" id="portone-checkout-server" name="<?php echo esc_attr( PORTONE_CHECKOUT_SERVER ); ?>" value="<?php echo esc_attr( $server ); ?>" placeholder="https://pay.example.com">
						<p class="description"><?php esc_html_e( 'Where your checkout server answers.', 'portone-checkout' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><?php esc_html_e( 'This site', 'portone-checkout' ); ?></th>
					<td>
						<code>ALLOWED_ORIGINS=<?php echo esc_html( implode( ',', $origins ) ); ?></code>
						<p class="description"><?php esc_html_e( 'The server’s setting has to have this, beside what is in it already.', 'portone-checkout' ); ?></p>
					</td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
		<?php if ( '' !== $server ) : ?>
			<form method="post">
				<?php wp_nonce_field( 'portone_checkout_ask' ); ?>
				<button class="button" name="portone_checkout_ask" value="1"><?php esc_html_e( 'Ask the server whether it allows this site', 'portone-checkout' ); ?></button>
			</form>
		<?php endif; ?>
		<h2><?php esc_html_e( 'Placing it', 'portone-checkout' ); ?></h2>
		<p><?php esc_html_e( 'In the block editor, add the block “PortOne Checkout”. Elsewhere write a shortcode:', 'portone-checkout' ); ?></p>
		<p><code>[portone_checkout item="shoes"]</code> <code>[portone_checkout item="shoes" quantity="2" method="kakaopay" layout="button" locale="ko"]</code></p>
	</div>
	<?php
}
