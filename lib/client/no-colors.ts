// What pages get for `d3-color` (next.config.js). React Flow moves the view with d3's transitions, which could blend
// colours as well; nothing of ours does, so that no text is a colour here.

export const color = (): null => null

function none(): never {
  throw new Error('No d3-color: see next.config.js.')
}

export { none as cubehelix, none as hcl, none as hsl, none as lab, none as rgb }
