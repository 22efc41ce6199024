const DECAY_MEAN = 0.9
const DECAY_SQUARE = 0.999

/** Adam with decoupled weight decay (AdamW) over a single parameter array. */
export class Adam {
  private readonly means: Float32Array
  private readonly squares: Float32Array
  private steps = 0

  constructor(
    private readonly parameters: Float32Array,
    private readonly rate: number,
    private readonly weightDecay: number,
  ) {
    this.means = new Float32Array(parameters.length)
    this.squares = new Float32Array(parameters.length)
  }

  /** @param slowing factor applied to the learning rate in this step */
  step(gradient: Float32Array, slowing = 1): void {
    this.steps += 1
    const { means, squares, parameters } = this
    const rate = (slowing * this.rate * Math.sqrt(1 - DECAY_SQUARE ** this.steps)) / (1 - DECAY_MEAN ** this.steps)
    const shrink = slowing * this.rate * this.weightDecay
    for (let index = 0; index < parameters.length; index += 1) {
      const slope = gradient[index] ?? 0
      const mean = DECAY_MEAN * (means[index] ?? 0) + (1 - DECAY_MEAN) * slope
      const square = DECAY_SQUARE * (squares[index] ?? 0) + (1 - DECAY_SQUARE) * slope * slope
      means[index] = mean
      squares[index] = square
      const value = parameters[index] ?? 0
      parameters[index] = value - (rate * mean) / (Math.sqrt(square) + 1e-8) - shrink * value
    }
  }
}
