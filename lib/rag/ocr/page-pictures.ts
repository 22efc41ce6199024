import { type getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { z } from 'zod'
import { type Affine, compose, IDENTITY } from './affine'

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

/** An image as decoded by pdf.js: rows from the top, 1-bit rows padded to bytes. */
export interface PagePicture {
  width: number
  height: number
  /** `stencil`: 0 bits are ink. */
  pixels: 'stencil' | 'bits' | 'grey' | 'rgb' | 'rgba'
  data: Uint8Array | Uint8ClampedArray
  /** Transform of the image's unit square to the page, in points. */
  placed: Affine
}

const Decoded = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  kind: z.number().optional(),
  data: z.union([z.instanceof(Uint8Array), z.instanceof(Uint8ClampedArray)]),
})
type Decoded = z.infer<typeof Decoded>
const Matrix = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])

/** The bitmaps of a page; vector text and lines are excluded. */
export async function picturesOf(page: PdfPage): Promise<PagePicture[]> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await page.getOperatorList()
  const found: PagePicture[] = []
  const savedTransforms: Affine[] = []
  let placed = IDENTITY
  const add = (picture: Decoded | null, isStencil: boolean, transform = placed) => {
    const pixels = picture && (isStencil ? 'stencil' : pixelsOf(picture))
    if (picture && pixels && hasPixels(picture, pixels)) found.push({ ...picture, pixels, placed: transform })
  }
  for (const [index, operation] of fnArray.entries()) {
    const args: unknown[] = argsArray[index] ?? []
    switch (operation) {
      case OPS.save:
        savedTransforms.push(placed)
        break
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        placed = savedTransforms.pop() ?? placed
        break
      case OPS.transform:
        placed = compose(placed, Matrix.safeParse(args).data ?? IDENTITY)
        break
      case OPS.paintFormXObjectBegin:
        savedTransforms.push(placed)
        placed = compose(placed, Matrix.safeParse(args[0]).data ?? IDENTITY)
        break
      case OPS.paintImageXObject:
        add(await objectOf(page, args[0]), false)
        break
      case OPS.paintInlineImageXObject:
        add(Decoded.safeParse(args[0]).data ?? null, false)
        break
      case OPS.paintImageMaskXObject:
        add(await stencilOf(page, args[0]), true)
        break
    }
  }
  return found
}

/** Converts the ImageKind of pdf.js. */
function pixelsOf({ kind }: Decoded): Exclude<PagePicture['pixels'], 'grey'> | null {
  if (kind === 1) return 'bits'
  if (kind === 2) return 'rgb'
  return kind === 3 ? 'rgba' : null
}

const BYTES = { rgb: 3, rgba: 4 }

function hasPixels({ width, height, data }: Decoded, pixels: PagePicture['pixels']): boolean {
  const row = pixels === 'rgb' || pixels === 'rgba' ? width * BYTES[pixels] : (width + 7) >> 3
  return data.length >= row * height
}

/** Names that start with g_ belong to the document, others to the page. */
async function objectOf(page: PdfPage, name: unknown): Promise<Decoded | null> {
  if (typeof name !== 'string') return null
  const objects = name.startsWith('g_') ? page.commonObjs : page.objs
  const { promise, resolve } = Promise.withResolvers<unknown>()
  objects.get(name, resolve)
  return Decoded.safeParse(await promise).data ?? null
}

const Named = z.object({ data: z.string() })

/** A mask that is used repeatedly is referenced by name. */
async function stencilOf(page: PdfPage, args: unknown): Promise<Decoded | null> {
  const inline = Decoded.safeParse(args)
  if (inline.success) return inline.data
  const named = Named.safeParse(args)
  return named.success ? objectOf(page, named.data.data) : null
}
