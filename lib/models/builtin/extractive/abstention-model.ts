/** Fitted by bench/extractive.ts; see NOTICE for the question sets. */
export const ABSTENTION_MODEL: Readonly<
  Record<'weights' | 'means' | 'deviations', readonly number[]> & { bias: number }
> = {
  weights: [
    0.4557, -0.0681, 0.3454, 1.0838, -0.0161, 1.54, 0.0129, 0.4571, 0.7452, -0.3823, -0.1046, 0.0604, -0.2784, 0.8281,
  ],
  bias: -0.1551,
  means: [
    0.5007, 0.5121, 0.5387, 0.5687, 0.6437, 0.5336, 0.5375, 0.579, 0.3502, 0.3256, 0.0888, 0.2368, 0.1785, 0.1359,
  ],
  deviations: [
    0.1901, 0.2609, 0.2629, 0.2619, 0.2843, 0.169, 0.2426, 0.246, 0.1544, 0.1588, 0.1308, 0.2288, 0.351, 0.144,
  ],
}
