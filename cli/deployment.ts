import { describeEvent } from "../provider/errors/describeOperation.js";
import { omitUndefined } from "../provider/lib/omitUndefined.js";
import { eventIdOf } from "../provider/model/deploymentEvent.js";
import { recordEvent } from "../provider/resources/deploymentEvent/create.js";
import { callApi } from "./callApi.js";
import { deploymentOptions, help } from "./deploymentOptions.js";
import { print } from "./output.js";

/** Records a deployment event. */
export const deployment = async (args: readonly string[]): Promise<number> => {
  const options = deploymentOptions(args, process.env);
  if (options === "help") {
    await print(help);
    return 0;
  }
  const { event, json } = options;
  const { recordedAt } = await callApi(describeEvent("create", event), recordEvent(event));
  await print(
    json
      ? `${JSON.stringify({ ...omitUndefined(event), eventTime: recordedAt }, null, 2)}\n`
      : `recorded deployment event "${eventIdOf(event)}" at ${new Date(recordedAt).toISOString()}\n`,
  );
  return 0;
};
