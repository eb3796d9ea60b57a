import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What a server answers; its body comes as it is read. */
export class HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;

  constructor(message: IncomingMessage) {
    this.status = message.statusCode ?? 0;
    this.headers = message.headers;
    this.body = message;
  }

  get isGood(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** All of the body. @throws the connection's error where it breaks off */
  async text(): Promise<string> {
    let text = '';
    for await (const piece of this.body.setEncoding('utf8')) text += piece;
    return text;
  }

  /** Reads the body without keeping it, so that the connection can serve the next request. */
  discard(): void {
    this.body.resume();
  }
}
