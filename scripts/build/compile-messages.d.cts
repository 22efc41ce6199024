interface LoaderContext {
  resourcePath: string
  async(): (error: Error | null, code: string) => void
}
declare function compileMessages(this: LoaderContext, source: string): void
export = compileMessages
