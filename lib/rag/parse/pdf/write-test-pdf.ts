/** A line of a minimal PDF for tests; a larger `size` makes it a heading. */
export interface TestPdfLine {
  text: string
  size?: number
}

export function writeTestPdf(
  pages: readonly (readonly TestPdfLine[])[],
  options: { encrypted?: boolean } = {},
): Uint8Array {
  const objects: string[] = []
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  for (const [index, lines] of pages.entries()) {
    const content = pageContent(lines)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    )
  }
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = file.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${options.encrypted ? ENCRYPTION : ''} >>\nstartxref\n${start}\n%%EOF`
  return new Uint8Array(Buffer.from(file, 'latin1'))
}

/** Protects the file with an unknown password: the hashes are noise. */
const ENCRYPTION = ` /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`

function pageContent(lines: readonly TestPdfLine[]): string {
  let y = 780
  const drawn = lines.map(({ text, size = 11 }) => {
    // An empty text leaves a gap.
    y -= text ? size * 1.3 : 20
    return text ? `BT /F1 ${size} Tf 50 ${y.toFixed(1)} Td (${text.replace(/([()\\])/g, '\\$1')}) Tj ET` : ''
  })
  return drawn.join('\n')
}
