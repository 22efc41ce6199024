/**
 * Permission to serve a version in an environment. Only `passGate` creates one, so that no path to a release can miss
 * the gate.
 */
export class GatePass {
  readonly #versionId: string
  readonly #environment: string

  constructor(versionId: string, environment: string) {
    this.#versionId = versionId
    this.#environment = environment
  }

  covers(versionId: string, environment: string): boolean {
    return this.#versionId === versionId && this.#environment === environment
  }
}
