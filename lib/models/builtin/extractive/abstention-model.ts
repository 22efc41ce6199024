/** Fitted by bench/extractive.ts; see NOTICE for the question sets. */
export const ABSTENTION_MODEL: Readonly<
  Record<'weights' | 'means' | 'deviations', readonly number[]> & { bias: number }
> = {
  weights: [0.482, -0.489, 0.865, 0.351, -0.154, 1.665, 0.321, 0, 0, 0.158, 0, 0.014, 0, 0.338],
  bias: -0.446,
  means: [0.4995, 0.4804, 0.5093, 0.544, 0.6656, 0.5299, 0.504, 0, 0, 0.3437, 0, 0.2557, 0, 0.1437],
  deviations: [0.1709, 0.2534, 0.2587, 0.2603, 0.2797, 0.1521, 0.2373, 1, 1, 0.1737, 1, 0.2273, 1, 0.1461],
}
