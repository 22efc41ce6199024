/** The used part of the Web Speech API, which TypeScript's library does not include. */
interface Recognition extends EventTarget {
  lang: string
  interimResults: boolean
  start(): void
  stop(): void
}

interface RecognitionEvent extends Event {
  results: ArrayLike<ArrayLike<{ transcript: string }>>
}

export interface Listener {
  onText: (text: string) => unknown
  /** @param hasTranscript false if nothing was recognized or there is no microphone */
  onEnd: (hasTranscript: boolean) => void
}

/**
 * Speech recognition in browsers that support it. The browser decides whether it runs on the device or on a server of
 * the browser's vendor.
 */
export class Recognizer {
  private readonly recognition: Recognition | null

  constructor(private readonly listener: Listener) {
    const { onText, onEnd } = listener
    const RecognitionClass = constructorOf()
    this.recognition = RecognitionClass ? new RecognitionClass() : null
    if (!this.recognition) return
    let transcript = ''
    this.recognition.lang = document.documentElement.lang
    this.recognition.interimResults = true
    this.recognition.addEventListener('result', (event) => {
      transcript = wordsOf(event)
      onText(transcript)
    })
    this.recognition.addEventListener('end', () => onEnd(transcript !== ''))
  }

  start(): void {
    try {
      this.recognition?.start()
    } catch {
      this.listener.onEnd(false)
    }
  }

  stop(): void {
    this.recognition?.stop()
  }
}

function wordsOf(event: Event): string {
  return isResult(event) ? Array.from(event.results, (result) => result[0]?.transcript ?? '').join('') : ''
}

const isResult = (event: Event): event is RecognitionEvent => 'results' in event

function constructorOf(): (new () => Recognition) | null {
  const found: unknown = Reflect.get(window, 'SpeechRecognition') ?? Reflect.get(window, 'webkitSpeechRecognition')
  return isConstructor(found) ? found : null
}

/** Safe: the browser provides it under its standard name, or not at all. */
function isConstructor(value: unknown): value is new () => Recognition {
  return typeof value === 'function'
}
