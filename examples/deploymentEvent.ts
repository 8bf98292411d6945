import { ComponentResource, Config } from "@pulumi/pulumi";
import { DeploymentEvent } from "pulumi-launchdarkly-insights";

const version = new Config().get("version") ?? "1.4.0"; // a tag, or the first characters of a commit SHA

// Stands for the resources of your application: a container service, a function, a cluster.
const app = new ComponentResource("shop:Checkout", "checkout");

// Recorded after the application is deployed. A new version records a new event.
const deployed = new DeploymentEvent(
  "checkout-deployed",
  {
    projectKey: "shop",
    environmentKey: "production",
    applicationKey: "checkout",
    version,
    eventType: "finished", // the default
    deploymentMetadata: { region: "eu-west-1" },
  },
  { dependsOn: app },
);

export const deployedAt = deployed.recordedAt.apply((milliseconds) => new Date(milliseconds).toISOString());
