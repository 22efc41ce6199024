/**
 * Agglomerative clustering with average linkage (UPGMA; Sokal and Michener 1958) over cosine
 * similarity: merges the two closest clusters until none are closer than the threshold, updating
 * distances by Lance and Williams (1967). Quadratic memory, so suitable for hundreds of vectors.
 *
 * @param vectors unit vectors
 * @param threshold minimum average cosine within a cluster
 * @returns indexes of the members; clusters and members ordered by first member
 */
export function clusterVectors(vectors: readonly Float32Array[], threshold: number): number[][] {
  const clusters: (number[] | null)[] = vectors.map((_, index) => [index])
  const similarities = vectors.map((vector) => Float64Array.from(vectors, (other) => cosine(vector, other)))
  for (;;) {
    const pair = nearestPair(clusters, similarities)
    if (!pair || pair.similarity < threshold) break
    merge(clusters, similarities, pair.a, pair.b)
  }
  return clusters
    .filter((members) => members !== null)
    .map((members) => members.toSorted((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

/** The member closest to all others on average, which represents the cluster. */
export function centralOf(members: readonly number[], vectors: readonly Float32Array[]): number {
  const nearness = (member: number) =>
    members.reduce((sum, other) => sum + cosine(vectors[member] ?? NOTHING, vectors[other] ?? NOTHING), 0)
  return members.reduce((best, member) => (nearness(member) > nearness(best) + 1e-9 ? member : best), members[0] ?? 0)
}

const NOTHING = new Float32Array(0)

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let dim = 0; dim < a.length; dim += 1) sum += (a[dim] ?? 0) * (b[dim] ?? 0)
  return sum
}

function nearestPair(clusters: readonly (number[] | null)[], similarities: readonly Float64Array[]) {
  let best: { a: number; b: number; similarity: number } | null = null
  for (let a = 0; a < clusters.length; a += 1) {
    const row = similarities[a]
    if (!clusters[a] || !row) continue
    for (let b = a + 1; b < clusters.length; b += 1) {
      const similarity = row[b] ?? 0
      if (clusters[b] && (best === null || similarity > best.similarity)) best = { a, b, similarity }
    }
  }
  return best
}

/** Merges the second cluster into the first. */
function merge(clusters: (number[] | null)[], similarities: readonly Float64Array[], a: number, b: number): void {
  const [first, second] = [clusters[a] ?? [], clusters[b] ?? []]
  const size = first.length + second.length
  for (const [other, row] of similarities.entries()) {
    const average =
      (first.length * (similarities[a]?.[other] ?? 0) + second.length * (similarities[b]?.[other] ?? 0)) / size
    const neighbors = similarities[a]
    if (neighbors) neighbors[other] = average
    row[a] = average
  }
  clusters[a] = [...first, ...second]
  clusters[b] = null
}
