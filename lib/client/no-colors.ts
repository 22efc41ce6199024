// Replaces `d3-color` in pages (next.config.js). React Flow uses d3 transitions for panning; they could interpolate
// colors, which we never do, so no text is parsed as a color.

export const color = (): null => null

function none(): never {
  throw new Error('No d3-color: see next.config.js.')
}

export { none as cubehelix, none as hcl, none as hsl, none as lab, none as rgb }
