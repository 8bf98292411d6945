import { Config } from "@pulumi/pulumi";
import { InsightGroup } from "pulumi-launchdarkly-insights";

const config = new Config();

// Every team that owns services gets a group of its own, with the data of just these services.
const checkout = new InsightGroup("checkout", {
  name: "Checkout",
  key: config.get("checkoutKey") ?? "checkout", // another key is another group: this one is replaced
  projectKey: "shop",
  environmentKey: "production",
  applicationKeys: ["cart", "payments"],
});

// Without applicationKeys a group has the data of all applications. One for each environment:
const overviews = ["production", "staging", "test"].map(
  (environmentKey) =>
    new InsightGroup(`shop-${environmentKey}`, {
      name: `Shop, ${environmentKey}`,
      key: `shop-${environmentKey}`,
      projectKey: "shop",
      environmentKey,
    }),
);

export const checkoutCreatedAt = checkout.createdAt;
export const overviewKeys = overviews.map(({ key }) => key);
