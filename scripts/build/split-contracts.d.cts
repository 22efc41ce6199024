interface LoaderContext {
  resourcePath: string
  getOptions(): { complete: boolean }
  async(): (error: Error | null, code: string) => void
}
declare function splitContracts(this: LoaderContext): void
export = splitContracts
