/** The official client for Node.js sends to the inbox. */
package dev.whorl.clients.node;
