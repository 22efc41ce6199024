import type { EmbedApp } from '@/lib/contracts/public'
import { startFrame } from './start-frame'

const place = document.getElementById('chat')
const { app, host = '', mode, frame } = place?.dataset ?? {}
if (place && mode === 'preview') void import('./rich/preview').then(({ startPreview }) => startPreview(place, host))
else if (place && app)
  void startFrame(place, {
    app: readApp(app),
    host,
    mode: mode === 'widget' ? 'widget' : 'page',
    isBubble: frame === 'bubble',
  })

/** Safe: our own server wrote it into the document by the contract. */
function readApp(json: string): EmbedApp {
  return JSON.parse(json) as EmbedApp
}
