import 'server-only'
import { zipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import mammoth from 'mammoth'
import { AppError } from '@/lib/core/app-error'
import { htmlToText } from './html-to-text'
import { TextBuilder } from './text-builder'
import { unzipOffice } from './unzip-office'

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]

export async function parseDocx(bytes: Uint8Array): Promise<{ builder: TextBuilder; title: string | undefined }> {
  const files = unzipOffice(bytes)
  if (!Object.hasOwn(files, 'word/document.xml')) {
    throw new AppError('INVALID_INPUT', 'This is not a Word document. Old .doc files must be saved as .docx.')
  }
  // mammoth gets only what was checked, unpacked, so that it cannot be made to unpack more.
  const html = await toHtml(Buffer.from(zipSync(files, { level: 0 })))
  const builder = new TextBuilder()
  htmlToText(parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body, builder)
  return { builder, title: builder.sections.find(({ level }) => level === 1)?.title }
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
    throw new AppError('INVALID_INPUT', 'This Word document is damaged and could not be read.', { cause })
  }
}
