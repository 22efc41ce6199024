/** Three third-party web pages with unusual styles. */
export const HOST_PAGES = {
  /** Resets everything with !important. */
  reset: (script: string) => `<html lang="en"><title>Kettles</title><style>
    *, *::before, *::after { all: unset; box-sizing: content-box !important; letter-spacing: 3px !important; color: #b00 !important; transform: none !important; position: static !important; }
    body, h1, p { display: block } body { font: 18px/1.8 Georgia, serif; padding: 40px; background: #fffbe6 }
    button, iframe, div { width: 20px !important; height: 20px !important; border: 4px dashed lime !important; visibility: hidden }
    h1 { font-size: 40px }</style>
    <body><h1>Kettles &amp; more</h1><p>A shop with a stylesheet that means well.</p>${script}</body></html>`,
  /** Arabic, right to left, with an inline chat. */
  rtl: (script: string) => `<html lang="ar" dir="rtl"><title>غلايات</title><style>
    body { font: 17px/1.8 system-ui; margin: 0; background: #f3f0ff; color: #2d2250 }
    main { max-width: 760px; margin: auto; padding: 24px }</style>
    <body><main><h1>غلايات أورورا</h1><p>كل ما تحتاج معرفته عن الغلاية.</p>${script}</main></body></html>`,
  /** Dark and German. */
  dark: (script: string) => `<html lang="de-DE"><title>Wasserkocher</title><style>
    :root { color-scheme: dark } body { font: 16px/1.6 ui-monospace, monospace; margin: 0; background: #0b0f14; color: #cfe3f5 }
    main { max-width: 900px; margin: auto; padding: 48px 24px }</style>
    <body><main><h1>Wasserkocher</h1><p>Technik für Tee.</p>${script}</main></body></html>`,
}
