package dev.vigil.admin;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/** Somebody at the door: what they show, and the address they come from. */
record Visitor(@Nullable SSLSession session, @Nullable String authorization, String address) {}
