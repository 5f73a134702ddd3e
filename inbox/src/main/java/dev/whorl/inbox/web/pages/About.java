package dev.whorl.inbox.web.pages;

import java.nio.file.Path;

/**
 * What pages say of the inbox itself.
 *
 * @param version what it calls its version
 * @param folder where programs on this machine leave their events
 * @param database the file in which events are kept
 * @param keyNeeded whether clients need a certain key, which pages do not show
 * @param savesRules whether whoever opens a page may change the rules files: only this machine can
 */
public record About(
    String version, Path folder, Path database, boolean keyNeeded, boolean savesRules) {}
