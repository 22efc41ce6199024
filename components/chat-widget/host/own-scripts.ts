/**
 * The script tags that loaded this file. A module has no `currentScript` and runs once for all its tags, so modules are
 * found by file name.
 */
export const ownScripts: readonly HTMLScriptElement[] =
  document.currentScript instanceof HTMLScriptElement
    ? [document.currentScript]
    : [...document.querySelectorAll<HTMLScriptElement>('script[type="module"][src*="/widget.js"]')]

/** Origin of the script; the custom element has no URL of its own. */
export const SERVER = ownScripts[0] ? new URL(ownScripts[0].src).origin : ''
