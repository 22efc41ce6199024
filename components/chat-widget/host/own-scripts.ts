/**
 * The tags that brought this script. A module is not told its own, and runs once for all of them: there it is every
 * module of our name.
 */
export const ownScripts: readonly HTMLScriptElement[] =
  document.currentScript instanceof HTMLScriptElement
    ? [document.currentScript]
    : [...document.querySelectorAll<HTMLScriptElement>('script[type="module"][src*="/widget.js"]')]

/** Where the script came from; an element of the page has no address of its own. */
export const SERVER = ownScripts[0] ? new URL(ownScripts[0].src).origin : ''
