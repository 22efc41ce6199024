import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { MAX_PIXELS } from '@/lib/files/sniff-image'
import { problem } from '@/lib/messages/problems/problem'

/** The used part of @cornerstonejs/codec-openjpeg: OpenJPEG 2 in WebAssembly. */
interface OpenJpeg {
  J2KDecoder: new () => Decoder
}
interface Decoder {
  getEncodedBuffer(length: number): Uint8Array
  /** Valid after decoding the whole image. */
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number }
  /** Each level halves width and height. */
  decodeSubResolution(level: number, layers: number): void
  /** Interleaved components; two bytes each, little-endian, above eight bits. */
  getDecodedBuffer(): Uint8Array
  delete(): void
}

const Codec = z.custom<(options: object) => Promise<OpenJpeg>>((value) => typeof value === 'function')
const CODEC = '@cornerstonejs/codec-openjpeg'
/** OpenJPEG needs four bytes per sample; A4 at 300 dpi has 8.7 million pixels. */
const ENOUGH_PIXELS = 9_000_000
const resolver = createRequire(import.meta.url)
let codec: Promise<OpenJpeg> | null = null

export interface GrayPixels {
  width: number
  height: number
  /** Rows from the top, one byte per pixel: 0 is black. */
  data: Uint8Array
}

/**
 * Decodes a JPEG 2000 image at the lowest resolution that suffices for text recognition. Returns
 * null if it is damaged. @throws UNAVAILABLE if the decoder is not installed
 */
export async function readJpeg2000(stream: Uint8Array): Promise<GrayPixels | null> {
  const size = sizeOf(stream)
  if (!size) return null
  const level = levelFor(size)
  codec ??= startCodec()
  const { J2KDecoder } = await codec
  const decoder = new J2KDecoder()
  try {
    decoder.getEncodedBuffer(stream.length).set(stream)
    decoder.decodeSubResolution(level, 0)
    return toGray(decoder, level)
  } catch {
    // OpenJPEG throws numbers.
    return null
  } finally {
    decoder.delete()
  }
}

interface Size {
  width: number
  height: number
  /** Number of resolution levels. */
  levels: number
}

/**
 * The code stream starts with SOC and SIZ; COD contains the levels (ITU-T T.800, A.5 and A.6).
 * Null if the image is damaged or too large.
 */
function sizeOf(stream: Uint8Array): Size | null {
  const view = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength)
  const siz = view.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51])) + 2
  if (siz < 2 || siz + 40 > view.length) return null
  const width = view.readUInt32BE(siz + 6) - view.readUInt32BE(siz + 14)
  const height = view.readUInt32BE(siz + 10) - view.readUInt32BE(siz + 18)
  if (width <= 0 || height <= 0 || width * height > MAX_PIXELS) return null
  for (let marker = siz; marker + 10 <= view.length; marker += 2 + view.readUInt16BE(marker + 2)) {
    if (view.readUInt16BE(marker) === 0xff52) return { width, height, levels: view.readUInt8(marker + 9) }
    if (view.readUInt8(marker) !== 0xff || view.readUInt16BE(marker) === 0xff90) return null
  }
  return null
}

function levelFor({ width, height, levels }: Size): number {
  let level = 0
  while (level < levels && (width * height) / 4 ** level > ENOUGH_PIXELS) level += 1
  return level
}

function toGray(decoder: Decoder, level: number): GrayPixels | null {
  const { bitsPerSample, componentCount, ...whole } = decoder.getFrameInfo()
  const [width, height] = [Math.ceil(whole.width / 2 ** level), Math.ceil(whole.height / 2 ** level)]
  const decoded = decoder.getDecodedBuffer()
  const bytes = bitsPerSample > 8 ? 2 : 1
  if (decoded.length < width * height * componentCount * bytes || decoded.length === 0) return null
  const shift = Math.max(0, bitsPerSample - 8)
  const scale = 255 / (2 ** Math.min(8, bitsPerSample) - 1)
  const sample = (index: number) =>
    bytes === 1 ? (decoded[index] ?? 0) : ((decoded[2 * index] ?? 0) | ((decoded[2 * index + 1] ?? 0) << 8)) >> shift
  const data = new Uint8Array(width * height)
  for (let position = 0, from = 0; position < data.length; position += 1, from += componentCount) {
    // Luma of ITU-R BT.601 in 256ths.
    const gray =
      componentCount < 3 ? sample(from) : (sample(from) * 77 + sample(from + 1) * 150 + sample(from + 2) * 29) >> 8
    data[position] = Math.round(gray * scale)
  }
  return { width, height, data }
}

async function startCodec(): Promise<OpenJpeg> {
  try {
    const wasmBinary = await readFile(resolver.resolve(`${CODEC}/decodewasm`))
    const silent = () => {}
    return await Codec.parse(resolver(`${CODEC}/decodewasmjs`))({ wasmBinary, print: silent, printErr: silent })
  } catch (cause) {
    codec = null
    throw new AppError('UNAVAILABLE', problem('documents.jpeg2000Unavailable'), {
      cause,
    })
  }
}
