<?php
/**
 * What PHP's built-in server does with a request: files as they are, everything else by WordPress. It sets no policy.
 */

$path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$file = $_SERVER['DOCUMENT_ROOT'] . $path;

if ( preg_match( '#(^|/)\.#', $path ) ) {
	http_response_code( 404 );
	return true;
}
if ( is_file( $file ) && '.wasm' === substr( $path, -5 ) ) {
	header( 'Content-Type: application/wasm' );
	header( 'Content-Length: ' . filesize( $file ) );
	readfile( $file );
	return true;
}
if ( is_file( $file ) || is_file( rtrim( $file, '/' ) . '/index.html' ) || is_file( rtrim( $file, '/' ) . '/index.php' ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
chdir( $_SERVER['DOCUMENT_ROOT'] );
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
