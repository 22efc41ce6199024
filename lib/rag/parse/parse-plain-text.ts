import { decodeText } from './decode-text'
import { TextBuilder } from './text-builder'

export function parsePlainText(bytes: Uint8Array): TextBuilder {
  const builder = new TextBuilder()
  builder.block(decodeText(bytes))
  return builder
}
