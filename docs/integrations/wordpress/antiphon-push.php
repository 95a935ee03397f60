<?php
/**
 * Plugin Name: Antiphon: tell of posts
 * Description: Tells an Antiphon node at once of posts that are published, changed and removed.
 * Version: 1.0
 * Requires PHP: 7.4
 *
 * Put this file into wp-content/mu-plugins/, and these two lines into wp-config.php, as the owner's page of the node shows them:
 *   define( 'ANTIPHON_ADDRESS', 'https://comments.example.org/api/hooks/blog' );
 *   define( 'ANTIPHON_SECRET', '…' );
 */

namespace Antiphon;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** After how many seconds a message that was not taken is sent again. */
const WAITS = array( 60, 300, 1800, 7200 );

/** Types of posts that are told of; the filter `antiphon_post_types` names others. */
function is_told( $post ) {
	return in_array( $post->post_type, apply_filters( 'antiphon_post_types', array( 'post' ) ), true );
}

/** Whether there is anybody to tell; an import of old posts is told to nobody. */
function is_on() {
	return defined( 'ANTIPHON_ADDRESS' ) && defined( 'ANTIPHON_SECRET' ) && ! ( defined( 'WP_IMPORTING' ) && WP_IMPORTING );
}

/** What is to be told when the request is over, by the id of the post: the last word counts. */
final class Waiting {
	public static $messages = array();
	/** Addresses of posts, from before the trash gives them others. */
	public static $addresses = array();
}

/** The id that the feed gives the post. */
function id_of( $post ) {
	return html_entity_decode( get_the_guid( $post ), ENT_QUOTES );
}

/** Addresses that the post had before, and the one by its number. */
function aliases_of( $post, $url ) {
	$aliases = array( home_url( '/?p=' . $post->ID ) );
	foreach ( get_post_meta( $post->ID, '_wp_old_slug' ) as $slug ) {
		$was = str_replace( '/' . $post->post_name, '/' . $slug, $url );
		if ( $was !== $url ) {
			$aliases[] = $was;
		}
	}
	return array_slice( $aliases, 0, 20 );
}

/** What is told of a post that is there. */
function there( $post ) {
	$url     = get_permalink( $post );
	$message = array(
		'event'     => 'post.published',
		'url'       => $url,
		'id'        => id_of( $post ),
		'title'     => html_entity_decode( wp_strip_all_tags( get_the_title( $post ) ), ENT_QUOTES, 'UTF-8' ),
		'published' => get_post_time( 'c', true, $post ),
		'updated'   => get_post_modified_time( 'c', true, $post ),
		'lang'      => get_bloginfo( 'language' ),
		'aliases'   => aliases_of( $post, $url ),
		'public'    => '' === $post->post_password,
	);
	if ( has_excerpt( $post ) && '' === $post->post_password ) {
		$message['teaser'] = html_entity_decode( wp_strip_all_tags( get_the_excerpt( $post ) ), ENT_QUOTES, 'UTF-8' );
	}
	return $message;
}

/** What is told of a post that is gone, or not for everybody any more. */
function gone( $post ) {
	$url = isset( Waiting::$addresses[ $post->ID ] ) ? Waiting::$addresses[ $post->ID ] : get_permalink( $post );
	return array(
		'event'   => 'post.removed',
		'url'     => $url,
		'id'      => id_of( $post ),
		'updated' => gmdate( 'c' ),
	);
}

/** Remembers to tell of a post once everything about it is stored. */
function tell( $post, $is_there ) {
	if ( ! is_on() || ! is_told( $post ) ) {
		return;
	}
	Waiting::$messages[ $post->ID ] = $is_there ? array( 'there', $post->ID ) : array( 'gone', gone( $post ) );
}

/** Sends a message, signed, and again later where it was not taken. */
function send( $message, $try = 0 ) {
	if ( ! is_on() ) {
		return;
	}
	$body     = wp_json_encode( $message );
	$t        = sprintf( '%.0f', microtime( true ) * 1000 );
	$answer   = wp_remote_post(
		ANTIPHON_ADDRESS,
		array(
			'timeout' => 5,
			'body'    => $body,
			'headers' => array(
				'Content-Type'         => 'application/json',
				'X-Antiphon-Signature' => 'sha256=' . hash_hmac( 'sha256', $body . $t, ANTIPHON_SECRET ) . ', t=' . $t,
			),
		)
	);
	$status   = is_wp_error( $answer ) ? 0 : (int) wp_remote_retrieve_response_code( $answer );
	$may_pass = 0 === $status || 429 === $status || $status >= 500;
	if ( $may_pass && isset( WAITS[ $try ] ) ) {
		wp_schedule_single_event( time() + WAITS[ $try ], 'antiphon_tell_again', array( $message, $try + 1 ) );
	} elseif ( $status < 200 || $status > 299 ) {
		$said = is_wp_error( $answer ) ? $answer->get_error_message() : wp_remote_retrieve_body( $answer );
		error_log( 'Antiphon did not take what was told of ' . $message['url'] . ' (' . $status . '): ' . substr( $said, 0, 500 ) );
	}
}

add_action( 'antiphon_tell_again', __NAMESPACE__ . '\send', 10, 2 );

add_action(
	'transition_post_status',
	function ( $new_status, $old_status, $post ) {
		if ( 'publish' === $new_status ) {
			tell( $post, true );
		} elseif ( 'publish' === $old_status ) {
			tell( $post, false );
		}
	},
	10,
	3
);

// The trash gives a post another slug, so that its address has to be looked at before.
add_action(
	'wp_trash_post',
	function ( $id ) {
		$post = get_post( $id );
		if ( $post && 'publish' === $post->post_status ) {
			Waiting::$addresses[ $post->ID ] = get_permalink( $post );
		}
	}
);

// A post may be deleted without the trash.
add_action(
	'before_delete_post',
	function ( $id ) {
		$post = get_post( $id );
		if ( $post && 'publish' === $post->post_status ) {
			tell( $post, false );
		}
	}
);

// Last of all, and after the answer where that can be: nobody waits for us.
add_action(
	'shutdown',
	function () {
		$messages           = Waiting::$messages;
		Waiting::$messages = array();
		if ( $messages && function_exists( 'fastcgi_finish_request' ) ) {
			fastcgi_finish_request();
		}
		foreach ( $messages as $message ) {
			list( $kind, $what ) = $message;
			$post                = 'there' === $kind ? get_post( $what ) : null;
			if ( 'gone' === $kind ) {
				send( $what );
			} elseif ( $post && 'publish' === $post->post_status ) {
				send( there( $post ) );
			}
		}
	}
);
