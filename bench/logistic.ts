export interface LogisticSample {
  features: number[]
  label: boolean
}

/** Logistic regression on standardized features; both classes have the same weight. */
export function fitLogistic(samples: readonly LogisticSample[], epochs = 400) {
  const width = samples[0]?.features.length ?? 0
  const columns = [...Array(width).keys()]
  const means = columns.map((column) => average(samples.map(({ features }) => features[column] ?? 0)))
  const deviations = columns.map(
    (column) =>
      Math.sqrt(average(samples.map(({ features }) => ((features[column] ?? 0) - (means[column] ?? 0)) ** 2))) || 1,
  )
  const scaled = samples.map(({ features, label }) => ({
    label,
    x: features.map((value, column) => (value - (means[column] ?? 0)) / (deviations[column] ?? 1)),
  }))
  const positives = samples.filter(({ label }) => label).length
  const weights = new Array<number>(width).fill(0)
  let bias = 0
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const gradient = new Array<number>(width).fill(0)
    let biasGradient = 0
    for (const { x, label } of scaled) {
      const weight = 0.5 / (label ? positives : samples.length - positives)
      const error =
        (sigmoid(x.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), bias)) - Number(label)) * weight
      for (const column of columns) gradient[column] = (gradient[column] ?? 0) + error * (x[column] ?? 0)
      biasGradient += error
    }
    for (const column of columns)
      weights[column] = (weights[column] ?? 0) - 1.5 * ((gradient[column] ?? 0) + 1e-3 * (weights[column] ?? 0))
    bias -= 1.5 * biasGradient
  }
  const round = (list: readonly number[]) => list.map((value) => Number(value.toFixed(4)))
  return {
    parameters: {
      weights: round(weights),
      bias: Number(bias.toFixed(4)),
      means: round(means),
      deviations: round(deviations),
    },
    probability: (features: readonly number[]) =>
      sigmoid(
        features.reduce(
          (sum, value, column) =>
            sum + ((weights[column] ?? 0) * (value - (means[column] ?? 0))) / (deviations[column] ?? 1),
          bias,
        ),
      ),
  }
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
const average = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length)
