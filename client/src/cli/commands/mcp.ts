import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { bridge } from '../mcp/bridge.ts';

export const mcp = defineCommand({
  description:
    "Serves the Model Context Protocol on standard input and output, for programs that start such servers themselves.\nAnswers come from the server within the token's rights.",
  flags: {},
  examples: [['mcp', 'Named as the command of an MCP server, such as: claude mcp add outlay -- outlay mcp']],
  async run({ terminal, server, signal }) {
    await bridge(server(), terminal, signal);
    return EXIT.done;
  },
});
