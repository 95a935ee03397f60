<?php
/**
 * As much of WordPress as docs/integrations/wordpress/antiphon-push.php asks for, over posts in an array, with real HTTP. What is
 * done comes as JSON on standard input, one step after the other; what was scheduled and logged goes to standard output.
 */

define( 'ABSPATH', '/' );
$input     = json_decode( stream_get_contents( STDIN ), true );
$hooks     = array();
$posts     = array();
$scheduled = array();
$logged    = array();
ini_set( 'error_log', '/dev/null' );
define( 'ANTIPHON_ADDRESS', $input['address'] );
define( 'ANTIPHON_SECRET', $input['secret'] );

class WP_Error {
	public function get_error_message() {
		return 'Nobody answered.';
	}
}
function add_action( $hook, $work, $priority = 10, $count = 1 ) {
	global $hooks;
	$hooks[ $hook ][] = $work;
}
function do_action( $hook, ...$given ) {
	global $hooks;
	foreach ( $hooks[ $hook ] ?? array() as $work ) {
		call_user_func_array( $work, $given );
	}
}
function apply_filters( $name, $value ) {
	return $value;
}
function get_post( $id ) {
	global $posts;
	return $posts[ $id ] ?? null;
}
function get_permalink( $post ) {
	global $input;
	return $input['home'] . 'posts/' . $post->post_name;
}
function home_url( $path ) {
	global $input;
	return rtrim( $input['home'], '/' ) . $path;
}
function get_the_guid( $post ) {
	return home_url( '/?p=' . $post->ID );
}
function get_the_title( $post ) {
	return $post->post_title;
}
function get_the_excerpt( $post ) {
	return $post->post_excerpt;
}
function has_excerpt( $post ) {
	return '' !== $post->post_excerpt;
}
function wp_strip_all_tags( $text ) {
	return trim( strip_tags( $text ) );
}
function get_post_time( $format, $gmt, $post ) {
	return $post->post_date_gmt;
}
function get_post_modified_time( $format, $gmt, $post ) {
	return $post->post_modified_gmt;
}
function get_bloginfo( $what ) {
	return 'en-GB';
}
function get_post_meta( $id, $key ) {
	return get_post( $id )->old_slugs;
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function is_wp_error( $value ) {
	return $value instanceof WP_Error;
}
function wp_remote_post( $url, $given ) {
	$lines = array();
	foreach ( $given['headers'] as $name => $value ) {
		$lines[] = "$name: $value";
	}
	$http = array(
		'method'        => 'POST',
		'header'        => implode( "\r\n", $lines ),
		'content'       => $given['body'],
		'timeout'       => $given['timeout'],
		'ignore_errors' => true,
	);
	$body = @file_get_contents( $url, false, stream_context_create( array( 'http' => $http ) ) );
	if ( false === $body ) {
		return new WP_Error();
	}
	preg_match( '/ (\d{3})/', $http_response_header[0], $found );
	return array( 'code' => (int) $found[1], 'body' => $body );
}
function wp_remote_retrieve_response_code( $answer ) {
	return $answer['code'];
}
function wp_remote_retrieve_body( $answer ) {
	return $answer['body'];
}
function wp_schedule_single_event( $at, $hook, $given ) {
	global $scheduled;
	$scheduled[] = array( 'in' => $at - time(), 'hook' => $hook, 'given' => $given );
}

ini_set( 'error_log', $input['log'] );
require $input['plugin'];

/** Stores a post as wp_insert_post does: the hooks come after the post. */
function store( $given ) {
	global $posts;
	$before = $posts[ $given['ID'] ] ?? null;
	$blank  = array(
		'post_type'         => 'post',
		'post_status'       => 'publish',
		'post_title'        => 'A post',
		'post_excerpt'      => '',
		'post_password'     => '',
		'post_date_gmt'     => gmdate( 'c' ),
		'post_modified_gmt' => gmdate( 'c' ),
		'old_slugs'         => array(),
	);
	$after  = (object) array_merge( $before ? (array) $before : $blank, $given );
	if ( $before && $before->post_name !== $after->post_name && 'trash' !== $after->post_status ) {
		$after->old_slugs[] = $before->post_name;
	}
	$posts[ $given['ID'] ] = $after;
	do_action( 'transition_post_status', $after->post_status, $before ? $before->post_status : 'new', $after );
}

foreach ( $input['steps'] as $step ) {
	list( $do, $given ) = $step;
	if ( 'store' === $do ) {
		store( $given );
	} elseif ( 'trash' === $do ) {
		do_action( 'wp_trash_post', $given['ID'] );
		store( array( 'ID' => $given['ID'], 'post_status' => 'trash', 'post_name' => get_post( $given['ID'] )->post_name . '__trashed' ) );
	} elseif ( 'delete' === $do ) {
		do_action( 'before_delete_post', $given['ID'] );
		unset( $posts[ $given['ID'] ] );
	} elseif ( 'end' === $do ) {
		do_action( 'shutdown' );
	} elseif ( 'again' === $do ) {
		foreach ( $scheduled as $event ) {
			do_action( $event['hook'], ...$event['given'] );
		}
	}
}
echo json_encode( array( 'scheduled' => $scheduled ) );
