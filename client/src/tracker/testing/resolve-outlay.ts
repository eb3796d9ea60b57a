import { registerHooks } from 'node:module';

/** Loaded before a program that imports `outlay`: gives it the sources instead of a build. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'outlay' ? next(new URL('../index.ts', import.meta.url).href, context) : next(specifier, context),
});
