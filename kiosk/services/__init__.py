"""The services there are. Registering one is a line in ``REGISTRY``."""

from collections.abc import Callable
from typing import Any

from kiosk.config import Section
from kiosk.services.admission import Admission, AdmissionSection
from kiosk.services.balance import Balance, BalanceSection
from kiosk.services.base import Service, Terms
from kiosk.services.collect import Collect, CollectSection
from kiosk.services.convert import Convert, ConvertSection
from kiosk.services.courses import Courses, CoursesSection
from kiosk.services.donation import Donation, DonationSection
from kiosk.services.earning import Earning, EarningSection
from kiosk.services.meal_cancel import MealCancel, MealCancelSection
from kiosk.services.meal_tickets import MealTickets, MealTicketsSection
from kiosk.services.parking import Parking, ParkingSection
from kiosk.services.shop_sale import ShopSale, ShopSaleSection
from kiosk.services.top_up import TopUp, TopUpSection
from kiosk.services.transfer import Transfer, TransferSection
from kiosk.services.yearly_fee import YearlyFee, YearlyFeeSection

# kind -> (its section of a facility file, how the service is built from it). The section type of
# each row belongs to its builder, which the type system can't say of a table: hence Any.
Builder = Callable[[Any, Terms], Service]
REGISTRY: dict[str, tuple[type[Section], Builder]] = {
    "admission": (AdmissionSection, Admission),
    "balance": (BalanceSection, Balance),
    "collect": (CollectSection, Collect),
    "convert": (ConvertSection, Convert),
    "courses": (CoursesSection, Courses),
    "donation": (DonationSection, Donation),
    "earning": (EarningSection, Earning),
    "meal-cancel": (MealCancelSection, MealCancel),
    "meal-tickets": (MealTicketsSection, MealTickets),
    "parking": (ParkingSection, Parking),
    "shop-sale": (ShopSaleSection, ShopSale),
    "top-up": (TopUpSection, TopUp),
    "transfer": (TransferSection, Transfer),
    "yearly-fee": (YearlyFeeSection, YearlyFee),
}
