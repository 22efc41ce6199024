import 'server-only'
import { zipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import mammoth from 'mammoth'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { unpackOffice } from '../archive/unpack'
import { htmlToText } from '../html/html-to-text'
import type { Parsed } from '../parsed'
import { TextBuilder } from '../text-builder'
import { officeProperties } from './office-properties'
import { prepareWordXml } from './prepare-word-xml'

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]

const DOCUMENT = 'word/document.xml'

export async function parseDocx(bytes: Uint8Array): Promise<Parsed> {
  const files = unpackOffice(bytes)
  const main = files[DOCUMENT]
  if (!main) {
    throw new AppError('INVALID_INPUT', problem('documents.notWord'))
  }
  // mammoth only gets checked, unpacked parts, so that it cannot be made to unpack more.
  const html = await toHtml(Buffer.from(zipSync({ ...files, [DOCUMENT]: prepareWordXml(main) }, { level: 0 })))
  const builder = new TextBuilder()
  const { body } = parseHTML(`<!doctype html><html><body>${html}</body></html>`).document
  moveNotes(body)
  htmlToText(body, builder)
  const { title, ...properties } = officeProperties(files)
  return { builder, properties, title: builder.sections.find(({ level }) => level === 1)?.title ?? title }
}

async function toHtml(buffer: Buffer): Promise<string> {
  const withoutImages = mammoth.images.imgElement(async () => ({ src: '' }))
  try {
    const options = {
      styleMap: STYLES,
      convertImage: withoutImages,
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
    }
    return (await mammoth.convertToHtml({ buffer }, options)).value
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('documents.wordDamaged'), { cause })
  }
}

/** Moves footnotes below their paragraph, so that both end up in the same chunk. */
function moveNotes(body: HTMLElement): void {
  for (const block of [...body.children]) {
    const marks = [...block.querySelectorAll('a[id^="footnote-ref-"], a[id^="endnote-ref-"]')]
    block.after(...marks.flatMap((mark) => extractNote(body, mark)))
  }
}

function extractNote(body: HTMLElement, mark: Element): Element[] {
  const note = body.querySelector(`li[id="${(mark.getAttribute('href') ?? '').slice(1)}"]`)
  if (!note) return []
  for (const backLink of note.querySelectorAll('a[href^="#footnote-ref-"], a[href^="#endnote-ref-"]')) backLink.remove()
  const paragraph = body.ownerDocument.createElement('p')
  paragraph.textContent = `${mark.textContent ?? ''} ${note.textContent?.trim() ?? ''}`
  note.remove()
  return [paragraph]
}
