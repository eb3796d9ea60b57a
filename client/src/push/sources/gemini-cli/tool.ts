export const TOOL = 'gemini_cli';
