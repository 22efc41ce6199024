import { TextBuilder } from '../text-builder'
import { decodeText } from './decode-text'

export function parsePlainText(bytes: Uint8Array): TextBuilder {
  const builder = new TextBuilder()
  builder.block(decodeText(bytes))
  return builder
}
