/**
 * Styles of the bubble in its shadow root. The frame has an explicit size for pages that reset every element and leave
 * no height for 100 %.
 */
export const LOADER_CSS = `
:host(:not([inline])) { all: initial !important; }
:host([full]) { position: fixed !important; inset: 0 !important; z-index: 2147483000 !important; display: block !important; }
:host([inline]) { display: block; height: 600px; max-height: 100dvh; min-width: 0; overflow: hidden; border-radius: var(--patchbay-radius, 16px); box-shadow: 0 0 0 1px rgb(128 128 128 / 26%); }
.box, .place { color-scheme: light dark; --accent: var(--patchbay-accent); --radius: var(--patchbay-radius, 16px); }
:host([data-theme='light']) :is(.box, .place) { color-scheme: light; }
:host([data-theme='dark']) :is(.box, .place) { color-scheme: dark; }
.place { position: relative; height: 100%; }
.panel, .place { background: light-dark(#fff, #171716); }
.box { position: fixed; z-index: 2147483000; inset-block-end: 20px; font: 14px system-ui, sans-serif; }
.box[data-side='right'] { right: calc(20px + var(--place) * 68px); }
.box[data-side='left'] { left: calc(20px + var(--place) * 68px); }
.bubble { all: unset; box-sizing: border-box; position: relative; display: grid; place-items: center; width: 56px; height: 56px; border-radius: max(12px, calc(var(--radius) * 1.75)); cursor: pointer; background: var(--accent); color: var(--patchbay-ink); box-shadow: 0 6px 20px rgb(0 0 0 / 22%), 0 1px 3px rgb(0 0 0 / 18%), inset 0 0 0 1px rgb(255 255 255 / 12%); transition: transform .16s cubic-bezier(.2,.8,.3,1), box-shadow .16s; animation: pop .28s cubic-bezier(.2,1.2,.4,1); }
.bubble:hover { transform: translateY(-2px); box-shadow: 0 10px 28px rgb(0 0 0 / 28%), 0 1px 3px rgb(0 0 0 / 18%); }
.bubble:active { transform: scale(.96); }
.bubble:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px light-dark(#fff, #111); }
.panel { position: absolute; inset-block-end: 72px; width: min(400px, calc(100vw - 40px - var(--place) * 68px)); height: min(680px, calc(100dvh - 112px)); overflow: hidden; border-radius: var(--radius); box-shadow: 0 24px 64px -12px rgb(0 0 0 / 34%), 0 4px 16px rgb(0 0 0 / 12%), 0 0 0 1px light-dark(rgb(0 0 0 / 8%), rgb(255 255 255 / 12%)); transform-origin: bottom right; }
.panel:not([hidden]) { animation: rise .2s cubic-bezier(.2,.8,.3,1); }
.box[data-side='right'] .panel { right: 0; }
.box[data-side='left'] .panel { left: 0; transform-origin: bottom left; }
.panel[hidden] { display: block; visibility: hidden; }
:is(.panel, .place)::before { content: ''; position: absolute; inset: 0; margin: auto; width: 22px; height: 22px; border-radius: 50%; border: 2.5px solid light-dark(#ddd, #444); border-top-color: var(--accent); }
:is(.panel:not([hidden]), .place)::before { animation: spin .8s linear infinite; }
.ready::before { display: none; }
iframe { contain: size; contain-intrinsic-size: 600px; position: relative; display: block; width: 100%; height: 100%; border: 0; opacity: 0; transition: opacity .12s; }
.ready iframe { opacity: 1; }
.sentinel { position: absolute; width: 1px; height: 1px; display: none; }
@keyframes pop { from { transform: scale(.4); opacity: 0; } }
@keyframes rise { from { transform: translateY(8px) scale(.97); opacity: 0; } }
@keyframes spin { to { transform: rotate(360deg); } }
@media (max-width: 500px), (max-height: 480px) {
  .panel { position: fixed; inset: 0; width: 100%; height: 100%; border-radius: 0; box-shadow: none; }
  .ready:not([hidden]) + .bubble { display: none; }
  .sentinel { display: block; }
}
@media (prefers-reduced-motion: reduce) {
  .bubble, .panel:not([hidden]), iframe { animation: none; transition: none; }
  :is(.panel:not([hidden]), .place)::before { animation-duration: 2.4s; }
}
@media (forced-colors: active) {
  .bubble, .panel, .place { border: 1px solid; box-sizing: border-box; }
}
@media print { .box { display: none; } }
`
