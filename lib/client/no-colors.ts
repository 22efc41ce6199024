// Replaces `d3-color` in pages (next.config.js). React Flow uses d3 transitions only for panning. They would also parse
// colors to interpolate them; this `color` recognizes none.

export const color = (): null => null

function none(): never {
  throw new Error('No d3-color: see next.config.js.')
}

export { none as cubehelix, none as hcl, none as hsl, none as lab, none as rgb }
